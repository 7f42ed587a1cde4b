"""Who may see and do what: capabilities, and the rules that views carry."""
