"""What changes the reports that were asked for."""

from assessment.reporting.actions.running import Wanted, ask_for_report, print_run, tidy, try_again

__all__ = ["Wanted", "ask_for_report", "print_run", "tidy", "try_again"]
