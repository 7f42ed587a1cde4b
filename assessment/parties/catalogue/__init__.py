"""Published versions of the question set, and the content shipped with Cairn."""
