"""Look up invitations."""

from assessment.parties.businesses.models import Invitation


def invitation_behind(token: str) -> Invitation | None:
    """Return the invitation for this token, usable or not, or None."""
    invitations = Invitation.objects.filter(business__archived_at=None)
    invitations = invitations.select_related("business", "made_by")
    return invitations.behind(token).first()
