"""All voices on one page, and beside the owner's own view on results, in reports and trends."""
