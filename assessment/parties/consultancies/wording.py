"""What each level of access allows, as a practice is told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.parties.consultancies.models import AccessLevel

ALLOWED: dict[str, Promise] = {
    AccessLevel.SEE: _("You can read results, answers, plan and reports."),
    AccessLevel.WORK: _(
        "You can read everything, answer questions, suggest changes to the plan and comment."
    ),
    AccessLevel.SEND: _(
        "You can answer questions, change the plan, share results and send the check in."
    ),
}
