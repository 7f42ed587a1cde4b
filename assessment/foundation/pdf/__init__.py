"""HTML, CSS and attachments in, a PDF out, in a process of its own."""
