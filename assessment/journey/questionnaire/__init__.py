"""The check: questions, answers saved one by one, review, corrections."""
