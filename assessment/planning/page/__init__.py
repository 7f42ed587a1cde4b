"""Pages of the plan as values, made without a row of the database."""
