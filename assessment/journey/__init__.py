"""The owner's quarter, from the first question to what became of the plan."""
