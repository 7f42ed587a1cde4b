"""The pages on which businesses and firms manage people, brand and access."""
