"""Carrying out a saved plan: board, history, handing over, calendar."""
