"""Import of clients from a list: nothing is written until somebody has looked it through."""
