"""Who can see and do what: capabilities, and the access rules on views."""
