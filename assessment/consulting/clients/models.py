"""What a practice and its client tell each other, and what the practice keeps for itself."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessment.foundation.links.keys import KEY_LENGTH, new_key
from assessment.journey.planning.models import Plan, PlanItem
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement, EngagementQuerySet

NOTES_KEPT_FOR = timedelta(days=30)
"""How long a practice can read its notes after access has ended, or bring a deleted one back."""


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def present(self) -> Self:
        """Return the notes that nobody deleted, newest first."""
        return self.filter(removed_at=None).order_by("-written_at", "-pk")

    def of_former_clients(self) -> Self:
        """Return the notes on businesses that no longer let their practice in."""
        return self.filter(~Exists(_access().running()))

    def outlived(self, at: datetime) -> Self:
        """Return the notes deleted long ago, and those on clients whose access ended long ago."""
        before = at - NOTES_KEPT_FOR
        had = _access().filter(
            Q(ended_at=None) | Q(ended_at__gt=before),
            Q(expires_at=None) | Q(expires_at__gt=before),
        )
        return self.filter(Q(removed_at__lte=before) | ~Exists(had))


def _access() -> EngagementQuerySet:
    return Engagement.objects.filter(
        consultancy=OuterRef("consultancy"), business=OuterRef("business")
    )


class PrivateNote(models.Model):
    """What a practice writes about a client for itself alone.

    The client never sees it, on no page and in no report or file. A deleted note is kept for a
    while, because deleting can be undone.
    """

    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="notes")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("consultancy", "business", name="private_note_of_a_client")]

    def __str__(self) -> str:
        return f"note {self.pk} of {self.consultancy}"


class Conversation(models.Model):
    """What a practice and its client write to each other about the business or one of its areas.

    `about` is the key of an area, or empty for the business as a whole. Each side gets at most one
    email an hour about it, so the conversation remembers when it last caused one.
    """

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="conversations"
    )
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="conversations")
    about = models.CharField(max_length=40, blank=True)
    client_mailed_at = models.DateTimeField(null=True, blank=True)
    practice_mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "consultancy", "business", "about", name="conversation_once_per_area"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultancy} and {self.business}: {self.about or 'all'}"


class MessageQuerySet(models.QuerySet["Message"]):
    def unread_by(self, person: int, *, from_client: bool) -> Self:
        """Return what the other side wrote after this person last said that they read it."""
        read = ReadMark.objects.filter(
            conversation=OuterRef("conversation"),
            person=person,
            read_at__gte=OuterRef("written_at"),
        )
        return self.filter(~Exists(read), from_client=from_client)


class Message(models.Model):
    """One message of a conversation, from the client or from the practice.

    The page generates `operation`, so that a form sent twice is stored once.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    operation = models.UUIDField()
    from_client = models.BooleanField()
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "pk")
        indexes = [models.Index("conversation", F("written_at").desc(), name="message_newest")]
        constraints = [
            models.UniqueConstraint("conversation", "operation", name="message_once_per_operation")
        ]

    def __str__(self) -> str:
        return f"message {self.pk} of {self.conversation}"


class ReadMark(models.Model):
    """When a person last said that they had read a conversation, or wrote in it."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="read_marks"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("conversation", "person", name="read_mark_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} read {self.conversation}"


class ConsultantMailsOff(models.Model):
    """A person of a business who wants no emails about what a practice writes or suggests."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "business", "consultancy", "person", name="consultant_mails_off_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} of {self.business}"


class PlanSuggestionQuerySet(models.QuerySet["PlanSuggestion"]):
    def open(self) -> Self:
        """Return the drafts, and what waits for the client."""
        return self.filter(answered_at=None)

    def waiting(self) -> Self:
        """Return what the client has yet to answer."""
        return self.open().filter(sent_at__isnull=False)


class PlanSuggestion(models.Model):
    """Changes to a client's plan that a consultant suggests together.

    It is a draft until `sent_at`, and then waits until somebody at the client answers. `letter`
    stands above the changes, and `reply` is what the client writes back.
    """

    key = models.CharField(max_length=KEY_LENGTH, default=new_key, unique=True, editable=False)
    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="suggestions"
    )
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="suggestions")
    letter = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)

    objects = PlanSuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "consultancy",
                "plan",
                condition=Q(answered_at=None),
                name="plan_suggestion_open_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, sent_at__isnull=False),
                name="plan_suggestion_answered_after_it_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.key} for {self.plan}"


class SuggestedKind(models.TextChoices):
    """What a suggested change does to a plan."""

    MOVE = "move", _("Move")
    GIVE = "give", _("Give to somebody else")
    SWAP = "swap", _("Swap")
    DROP = "drop", _("Take out")
    ADD = "add", _("New")


class Decision(models.TextChoices):
    """What the client decided about a suggested change; it starts without one."""

    TAKEN = "taken", _("Taken over")
    LEFT = "left", _("Left as it is")
    OVERTAKEN = "overtaken", _("Changed meanwhile")
    """The client said yes, but the plan had changed there by then."""
    TAKEN_BACK = "taken_back", _("Taken back")


class SuggestedChange(models.Model):
    """One suggested change of a plan, and what the client decided about it.

    It is about an action of the plan (`item`), except for a new one. `seen` is the revision of
    that action when the change was suggested. `action` is the code of the library action that
    would come in. Two columns are kept for undo: `made` is the action that came in, and `left_at`
    the revision of the changed action.
    """

    suggestion = models.ForeignKey(PlanSuggestion, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SuggestedKind)
    item = models.ForeignKey(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200)
    seen = models.PositiveIntegerField(default=0)
    action = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    made = models.ForeignKey(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_at = models.PositiveIntegerField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint("suggestion", "position", name="suggested_change_position"),
            models.CheckConstraint(
                condition=Q(kind__in=SuggestedKind.values), name="suggested_change_kind"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", *Decision.values]), name="suggested_change_decision"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["add", "swap"], action__gt="", due_on__isnull=False)
                | Q(kind="move", action="", due_on__isnull=False)
                | Q(kind__in=["give", "drop"], action="", due_on=None),
                name="suggested_change_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"

    @property
    def answered(self) -> bool:
        return self.decision != ""
