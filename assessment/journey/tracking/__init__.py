"""The plan as it is lived: board, history, hand-over, calendar."""
