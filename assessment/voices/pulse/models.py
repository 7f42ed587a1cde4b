"""Rounds of the staff pulse. Nothing here says who answered, what one person said, or when.

Read docs/decisions/0050 before you add a column: a time, a sequence or a row for each answer would
undo what the pages promise to staff.
"""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.domain.voices.pulse import LEAST_THRESHOLD
from assessment.foundation.links.keys import KEY_LENGTH, new_key
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion

LINKS_KNOWN_FOR = timedelta(days=90)
"""How long a link of a closed round still leads to a page that says so."""


class PulseWay(models.TextChoices):
    """How staff are asked."""

    MAIL = "mail", _("A link for each, by email")
    POSTER = "poster", _("One poster with a code")


class PulseRoundQuerySet(models.QuerySet["PulseRound"]):
    def running(self) -> Self:
        """Return the rounds that have not been closed, of businesses in use."""
        return self.filter(closed_on=None, business__archived_at=None)

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def shown(self) -> Self:
        """Return the rounds that have a result."""
        return self.filter(outcome__isnull=False)


class PulseRound(models.Model):
    """Staff of a business are asked once how it really is.

    Attributes:
        threshold: From how many answers on anything is shown. Staff were told this number, so a
            later change of the setting does not affect the round.
        asked_by: The name of the person who asks, as staff were told.
        closes_on: The last day on which people can answer.
        shows_on: The day by which staff see the result themselves.
        counted: How many had answered when the schedule last looked, which it does once a night.
        code_hash: For a poster, the hash of its code; else empty.
        closed_on: When the round was closed. It never reopens.
        answered: How many answered; only known once it is closed.
        outcome: The scores as `PulseOutcome` reads them; None while open, or if too few answered.
        words: What people wrote, in an order that was drawn by lot when the round closed.
    """

    key = models.CharField(max_length=KEY_LENGTH, default=new_key, unique=True, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="pulse_rounds")
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=6, choices=PulseWay)
    people = models.PositiveSmallIntegerField()
    threshold = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=254)
    started_on = models.DateField()
    closes_on = models.DateField()
    shows_on = models.DateField()
    reminds = models.BooleanField(default=False)
    reminded_on = models.DateField(null=True, blank=True)
    counted = models.PositiveSmallIntegerField(default=0)
    counted_on = models.DateField()
    code_hash = models.CharField(max_length=64, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    answered = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome: "models.JSONField[dict[str, object] | None, dict[str, object] | None]" = (
        models.JSONField(null=True, blank=True)
    )
    words: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)

    objects = PulseRoundQuerySet.as_manager()

    class Meta:
        ordering = ("started_on", "key")
        constraints = [
            models.UniqueConstraint(
                "business", condition=Q(closed_on=None), name="pulse_round_one_at_a_time"
            ),
            models.UniqueConstraint(
                "code_hash", condition=~Q(code_hash=""), name="pulse_round_code_once"
            ),
            models.CheckConstraint(condition=Q(way__in=PulseWay.values), name="pulse_round_way"),
            models.CheckConstraint(
                condition=Q(threshold__gte=LEAST_THRESHOLD, people__gte=F("threshold")),
                name="pulse_round_threshold",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("started_on"), shows_on__gte=F("closes_on")),
                name="pulse_round_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, answered=None, outcome__isnull=True)
                | Q(closed_on__isnull=False, answered__isnull=False),
                name="pulse_round_says_nothing_while_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(answered__gte=F("threshold")),
                name="pulse_round_says_nothing_of_a_few",
            ),
        ]

    def __str__(self) -> str:
        return f"pulse {self.key} of {self.business}"

    @property
    def by_mail(self) -> bool:
        return self.way == PulseWay.MAIL

    @property
    def is_shown(self) -> bool:
        """Whether it has a result."""
        return self.outcome is not None

    @property
    def may_close(self) -> bool:
        """Whether it can be closed early: as of last night, enough people had answered."""
        return self.closed_on is None and self.counted >= self.threshold

    @property
    def forgotten_on(self) -> date | None:
        """When its links are forgotten."""
        return self.closed_on + LINKS_KNOWN_FOR if self.closed_on else None

    def takes_answers_on(self, day: date) -> bool:
        return self.closed_on is None and day <= self.closes_on


class PulseBox(models.Model):
    """The answers of a round that is open, all in one row, like ballots in a box.

    Rows of their own would have an order, which could be compared with other lists. `sheets` and
    `words` are sorted by what they say each time one is added, and nothing connects the two. The
    row is deleted when the round closes.
    """

    round = models.OneToOneField(
        PulseRound, on_delete=models.CASCADE, primary_key=True, related_name="box"
    )
    sheets: "models.JSONField[list[list[int | None]], list[list[int | None]]]" = models.JSONField(
        default=list
    )
    words: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "pulse boxes"

    def __str__(self) -> str:
        return f"box of {self.round}"


class PulsePass(models.Model):
    """A personal link to answer once. Nothing says whose it is.

    The key is the hash of a random token, so the rows have no sequence. They are also stored in the
    order of the hashes, because SQLite numbers the rows of every table. `used` is reset when the
    round closes.
    """

    token_hash = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="passes")
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "pulse passes"

    def __str__(self) -> str:
        return f"pass for {self.round}"


class PulseAddress(models.Model):
    """Somebody who was asked by email. The address is deleted when the round closes.

    Nothing connects it to a pass. The two emails are named so that the outbox forgets them, too.
    """

    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField()
    invitation = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminder = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "pulse addresses"
        constraints = [models.UniqueConstraint("round", "email", name="pulse_address_once")]

    def __str__(self) -> str:
        return f"address of {self.round}"
