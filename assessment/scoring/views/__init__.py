"""Sending a check, and the pages of its result."""

from assessment.scoring.views.looking import area_answers, latest_results, results
from assessment.scoring.views.sending import correct_result, submit_check

__all__ = ["area_answers", "correct_result", "latest_results", "results", "submit_check"]
