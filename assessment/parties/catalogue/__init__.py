"""Published versions of the questions, and the content that comes with Cairn."""
