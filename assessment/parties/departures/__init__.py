"""People and firms leaving a business: their doors close together, and a day to undo it."""
