"""What makes reminders, sends each once, and stops them."""

from assessment.site.reminders.services.claiming import claim, take_up_again
from assessment.site.reminders.services.delivering import deliver
from assessment.site.reminders.services.pausing import choose, resume, stop

__all__ = ["choose", "claim", "deliver", "resume", "stop", "take_up_again"]
