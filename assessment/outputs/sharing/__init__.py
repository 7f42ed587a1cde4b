"""Show a result to someone without an account, through a link that expires."""
