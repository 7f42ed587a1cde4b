"""What to say after answers have been sent."""

from django.utils.translation import gettext as _

from assessment.domain.trends.answerers import Answerer


def sent() -> str:
    return _("Your answers are sent, and this is your result.")


def still_open() -> str:
    return _("Some questions are still open, so nothing was sent yet.")


def correcting() -> str:
    return _("You can now change your answers. The result stays until you send them again.")


def nothing_changed() -> str:
    return _("You didn’t change any answers, so the result stays the same.")


def corrected() -> str:
    return _("Your answers have been corrected. You can still read the earlier result.")


def cannot_be_corrected() -> str:
    return _(
        "You can only correct your latest answers, up to two weeks into the next quarter. "
        "These stay as they were sent."
    )


def about_another_assessment() -> str:
    return _("That page was for another check, so nothing was sent. This is the one open now.")


def answerer_kept(said: Answerer) -> str:
    if said is Answerer.OTHER:
        return _("Saved: somebody else answered this time, so changes count as less sure.")
    return _("Saved: the same person answered as last time.")
