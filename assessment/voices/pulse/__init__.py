"""What the team says, without a name: rounds, links, answers and scores."""
