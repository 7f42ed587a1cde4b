"""What makes reminders, sends each once, and stops them."""

from assessment.reminding.actions.claiming import claim, take_up_again
from assessment.reminding.actions.delivering import deliver
from assessment.reminding.actions.pausing import choose, resume, stop

__all__ = ["choose", "claim", "deliver", "resume", "stop", "take_up_again"]
