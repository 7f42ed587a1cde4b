"""How a practice's reports, shared pages and emails look, with a preview of each edition."""
