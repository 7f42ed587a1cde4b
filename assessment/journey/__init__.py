"""The owner's quarter, from the first question to the outcome of the plan."""
