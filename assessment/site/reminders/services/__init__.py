"""Services that queue reminders, send each at most once, and stop them."""

from assessment.site.reminders.services.claiming import claim, take_up_again
from assessment.site.reminders.services.delivering import deliver
from assessment.site.reminders.services.pausing import choose, resume, stop

__all__ = ["choose", "claim", "deliver", "resume", "stop", "take_up_again"]
