"""The rules of Cairn in plain Python, without Django, a clock, files or a network."""
