"""The maturity model and the answers to its questions."""
