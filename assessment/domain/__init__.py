"""What Cairn knows: plain Python without Django, a clock, files or a network."""
