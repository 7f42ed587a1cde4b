"""Submission of an assessment, the frozen result, and its pages."""
