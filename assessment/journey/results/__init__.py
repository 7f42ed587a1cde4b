"""Submitting an assessment, the frozen result and its pages."""
