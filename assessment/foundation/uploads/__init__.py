"""Files that people upload: read with limits, whatever is in them."""
