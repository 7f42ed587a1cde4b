"""Which businesses somebody sees, who is in one, and for which practice they work."""

from assessment.parties.businesses.models import Invitation


def invitation_behind(token: str) -> Invitation | None:
    """The invitation that a link leads to, usable or not."""
    invitations = Invitation.objects.select_related("business", "made_by")
    return invitations.behind(token).first()
