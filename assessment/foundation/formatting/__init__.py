"""Numbers, money, dates, lists and tables as people read them."""
