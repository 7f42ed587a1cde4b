"""Sessions with a client about its check, what was agreed there, and the shared screen."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from assessment.foundation.links.keys import KEY_LENGTH, new_key
from assessment.foundation.links.models import Authority, SecretLink, SecretLinkQuerySet
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.parties.access.queries import answering_apart
from assessment.parties.businesses.models import Membership, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    Consultancy,
    ConsultancyMember,
    Engagement,
    KeptBrand,
)

CODE_WORKS_FOR = timedelta(minutes=15)
MAY_ANSWER = [AccessLevel.WORK, AccessLevel.SEND]
"""The levels of access at which a practice can hold a session."""


def _answers_of(assessment: str) -> Subquery:
    """Return the sum of all revisions of the answers, which grows with each save."""
    answers = Answer.objects.filter(assessment=OuterRef(assessment)).order_by()
    return Subquery(answers.values("assessment").annotate(sum=Sum("revision")).values("sum"))


def _may_go_on(at: datetime, session: str = "") -> Q:
    """Return the condition that a session still rests on the access with which it began.

    Access that is given again does not bring back a session that ended with an earlier one.

    Args:
        session: how the filtered rows refer to the session, such as `session__`.
    """
    access = Engagement.objects.filter(
        consultancy=OuterRef(f"{session}consultancy"),
        business=OuterRef(f"{session}assessment__business"),
    )
    allows = access.running(at).filter(level__in=MAY_ANSWER)
    ended = access.filter(ended_at__gte=OuterRef(f"{session}started_at"))
    return Q(Exists(allows)) & ~Q(Exists(ended))


class ClientSessionQuerySet(models.QuerySet["ClientSession"]):
    def on(self, at: datetime) -> Self:
        """Return the sessions that are being held now.

        A session is over as soon as the practice's access ends, or no longer lets it answer.
        """
        return self.filter(
            _may_go_on(at),
            ended_at=None,
            expires_at__gt=at,
            assessment__business__archived_at=None,
        )

    def with_being_on(self, at: datetime) -> Self:
        """Annotate each session with `is_on`: whether it is being held now."""
        running = ClientSession.objects.on(at).filter(pk=OuterRef("pk"))
        return self.annotate(is_on=Exists(running))

    def with_saves(self) -> Self:
        """Annotate each session with `saves`, a number that grows with each saved answer."""
        return self.annotate(saves=_answers_of("assessment"))


class ClientSession(models.Model):
    """A practice and its client go through an open check together.

    Both the shared screen and the consultant's own page show `area`. `spent` has the seconds spent
    in each area before it was left, and `area_since` says when the current one was opened.
    `changes` counts what was changed apart from answers. A session that nobody ends is over at
    midnight, in the business's time zone.
    """

    key = models.CharField(max_length=KEY_LENGTH, default=new_key, unique=True, editable=False)
    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="sessions")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sessions")
    minutes = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=40)
    area_since = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)
    spent: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    shows_last_time = models.BooleanField(default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ClientSessionQuerySet.as_manager()

    is_on: bool  # from with_being_on()
    saves: int | None  # from with_saves()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "assessment", condition=Q(ended_at=None), name="client_session_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("started_at")), name="client_session_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.key} about {self.assessment}"


class PointKind(models.TextChoices):
    """What is written down during a session."""

    AGREED = "agreed", _("Agreed")
    LATER = "later", _("Left for later")


class SessionPoint(models.Model):
    """An action that was agreed in a session, or something left for later.

    Only an action says `who` does it and by when.
    """

    session = models.ForeignKey(ClientSession, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=6, choices=PointKind)
    text = models.CharField(max_length=100)
    who = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "pk")
        constraints = [
            # A form that was sent twice adds one point.
            models.UniqueConstraint("session", "kind", "text", name="session_point_once"),
            models.CheckConstraint(
                condition=Q(kind=PointKind.AGREED) | Q(kind=PointKind.LATER, who="", due_on=None),
                name="session_point_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SessionOutcome(models.Model):
    """What was agreed in a session, as both sides signed it.

    `content` is everything on its page, `brand` how the practice looked that day, and
    `fingerprint` the hash of both. None of them changes any more.
    """

    session = models.OneToOneField(ClientSession, on_delete=models.CASCADE, related_name="outcome")
    content: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(
        encoder=DjangoJSONEncoder
    )
    brand = models.ForeignKey(KeptBrand, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"outcome of {self.session}"


class ScreenLinkQuerySet(SecretLinkQuerySet["ScreenLink"]):
    def waiting(self, at: datetime) -> Self:
        """Return the screens that nobody has opened with their code yet, and still can."""
        return self._of_sessions_on(at).filter(claimed_at=None)

    def showing(self, at: datetime) -> Self:
        """Return the open screens that still show a session, each with `saves`."""
        shown = self._of_sessions_on(at).filter(claimed_at__isnull=False)
        return shown.annotate(saves=_answers_of("session__assessment"))

    def _of_sessions_on(self, at: datetime) -> Self:
        """Return the screens of sessions that are on.

        The person who made the screen works for the practice, or belongs to the business and can
        answer there, and is not answering apart.
        """
        works_there = ConsultancyMember.objects.filter(
            consultancy=OuterRef("session__consultancy"), user=OuterRef("made_by")
        )
        belongs = Membership.objects.filter(
            business=OuterRef("session__assessment__business"),
            user=OuterRef("made_by"),
            role__in=[Role.OWNER, Role.EDITOR],
        )
        # The same rule as in `ClientSessionQuerySet.on`.
        return self.usable(at).filter(
            _may_go_on(at, "session__"),
            Q(Exists(works_there)) | Q(Exists(belongs)),
            ~answering_apart("session__assessment__business", person=OuterRef("made_by")),
            made_by__is_active=True,
            session__ended_at=None,
            session__expires_at__gt=at,
            session__assessment__business__archived_at=None,
        )


class ScreenLink(SecretLink):
    """The address of a shared screen, and before that the code that opens it on another device.

    While `claimed_at` is empty, the stored hash is that of a short code. Entering the code replaces
    it by the hash of a long token, so that the code works once. What is answered on the screen is
    saved in the name of the person who opened it.
    """

    session = models.ForeignKey(ClientSession, on_delete=models.CASCADE, related_name="screens")
    claimed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    authority = Authority(business="session__assessment__business", needs="answer")

    objects = ScreenLinkQuerySet.as_manager()

    saves: int | None  # from showing()

    class Meta(SecretLink.Meta):
        pass

    def __str__(self) -> str:
        return f"screen of {self.session}"
