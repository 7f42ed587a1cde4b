"""The audit table, and the kinds of event that it records."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.addresses import shown_address

ONCE_LENGTH = 200


class Event(models.TextChoices):
    """What somebody did. `audit.wording` has a sentence for each."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Failed sign-in")
    SIGNED_OUT = "signed_out", _("Signed out")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    NAME_CHANGED = "name_changed", _("Name changed")
    SECOND_STEP_ADDED = "second_step_added", _("Two-step sign-in set up")
    SECOND_STEP_REMOVED = "second_step_removed", _("Two-step sign-in reduced")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("Recovery codes made")
    ADDRESS_CHANGED = "address_changed", _("Email address changed")
    ADDRESS_CONFIRMED = "address_confirmed", _("Email address confirmed")
    INVITED = "invited", _("Invitation sent")
    INVITATION_REVOKED = "invitation_revoked", _("Invitation cancelled")
    JOINED = "joined", _("Joined the team")
    ADDED = "added", _("Added to the team")
    ROLE_CHANGED = "role_changed", _("Role changed")
    REMOVED = "removed", _("Removed from the team")
    LEFT = "left", _("Left the team")
    RETURN_ENDED = "return_ended", _("Return ruled out")
    PRACTICE_ASKED = "practice_asked", _("Consultants asked for access")
    PRACTICE_WITHDREW = "practice_withdrew", _("Request for access cancelled")
    ACCESS_DECLINED = "access_declined", _("Consultants not let in")
    CONSULTANT_INVITED = "consultant_invited", _("Consultant invited")
    ACCESS_GIVEN = "access_given", _("Consultants let in")
    ACCESS_CHANGED = "access_changed", _("Consultants’ access changed")
    ACCESS_EXPIRED = "access_expired", _("Consultants’ access expired")
    ACCESS_ENDED = "access_ended", _("Consultants’ access ended")
    ACCESS_RESTORED = "access_restored", _("Access restored")
    MEDIAN_JOINED = "median_joined", _("Included in a median")
    MEDIAN_LEFT = "median_left", _("Left out of a median")
    DOORS_CLOSED = "doors_closed", _("Links turned off")
    DOORS_HANDED_OVER = "doors_handed_over", _("Links taken over")
    HANDED_OVER = "handed_over", _("Action handed over")
    HAND_OVER_ENDED = "hand_over_ended", _("Action taken back")
    HELPER_WROTE = "helper_wrote", _("Helper’s link used")
    SHARED = "shared", _("Result shared")
    SHARING_ENDED = "sharing_ended", _("Sharing ended")
    SHARED_OPENED = "shared_opened", _("Shared result opened")
    FEED_MADE = "feed_made", _("Calendar address made")
    FEED_ENDED = "feed_ended", _("Calendar address turned off")
    EXPORTED = "exported", _("Data downloaded")
    LOOKED = "looked", _("Consultant looked")
    COMMENTED = "commented", _("Comment written")
    SUGGESTED = "suggested", _("Plan changes suggested")
    SUGGESTION_ENDED = "suggestion_ended", _("Suggestion withdrawn")
    SUGGESTION_ANSWERED = "suggestion_answered", _("Suggestion answered")
    SUGGESTION_UNDONE = "suggestion_undone", _("Suggested changes undone")
    EVIDENCE_CHECKED = "evidence_checked", _("Note checked")
    EVIDENCE_DOUBTED = "evidence_doubted", _("Note not convincing")
    SUMMARISED = "summarised", _("Summary written")
    SESSION_STARTED = "session_started", _("Session started")
    SESSION_SHOWN = "session_shown", _("Shared screen opened")
    SESSION_ENDED = "session_ended", _("Session ended")
    SURVEY_OPENED = "survey_opened", _("Survey opened")
    SURVEY_CLOSED = "survey_closed", _("Survey closed")
    SURVEY_RENEWED = "survey_renewed", _("New link to the survey")
    ANSWERS_IMPORTED = "answers_imported", _("Customers’ answers brought in")
    ANSWERS_TAKEN_BACK = "answers_taken_back", _("Customers’ answers taken back")
    ANSWERS_COUNTED = "answers_counted", _("Customers’ answers counted")
    ANSWERS_ERASED = "answers_erased", _("Customers’ answers deleted")
    WORDS_HIDDEN = "words_hidden", _("A customer’s words hidden")
    WORDS_SHOWN = "words_shown", _("A customer’s words shown again")
    PULSE_OPENED = "pulse_opened", _("Round of questions opened")
    PULSE_CLOSED = "pulse_closed", _("Round of questions closed early")
    PULSE_LEFT = "pulse_left", _("Round of questions deleted")
    FOUNDED = "founded", _("Business created")
    PREPARED = "prepared", _("Business made for a client")
    TAKEN_OVER = "taken_over", _("Business taken over")
    CLAIMED = "claimed", _("Business confirmed as their own")
    DELETED = "deleted", _("Business deleted")
    SET_ASIDE = "set_aside", _("Business set aside")
    RESTORED = "restored", _("Business restored")
    PURGED = "purged", _("Business removed for good")
    PRACTICE_FOUNDED = "practice_founded", _("Practice created")
    PRACTICE_CHANGED = "practice_changed", _("Practice changed")
    PRACTICE_INVITED = "practice_invited", _("Invited to a practice")
    PRACTICE_UNINVITED = "practice_uninvited", _("Invitation to a practice cancelled")
    PRACTICE_JOINED = "practice_joined", _("Joined a practice")
    PRACTICE_ROLE = "practice_role", _("Role in a practice changed")
    PRACTICE_REMOVED = "practice_removed", _("Removed from a practice")
    PRACTICE_LEFT = "practice_left", _("Left a practice")
    PRACTICE_NOTED = "practice_noted", _("Private note changed")
    PRACTICE_CLOSED = "practice_closed", _("Practice removed for good")
    ACCOUNT_CLOSED = "account_closed", _("Account deleted")
    ACCOUNT_KEPT = "account_kept", _("Account kept")
    ACCOUNT_PURGED = "account_purged", _("Account removed for good")


OF_PRACTICES = [kind for kind in Event if kind.startswith("practice_")]
"""The kinds that concern a practice, and so neither one business nor one account alone."""


class AppendOnly(TypeError):
    """Entries of the audit table are never changed or deleted."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Refuses what would change entries. Django's own SET_NULL does not pass through here."""

    def update(self, **_fields: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnly


class AuditEntry(models.Model):
    """One event: who, what, when, and in whose business.

    The names are kept as they were, so that an entry still makes sense when the account or the
    business is gone. The address tells people apart, because everybody chooses their own name.
    `about` fills the gaps in the sentence: short, and without secrets, answers or notes. An entry
    with `once` is recorded at most once.
    """

    kind = models.CharField(max_length=20, choices=Event)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=254, blank=True)
    by_address = models.CharField(max_length=254, blank=True, default="", db_default="")
    business = models.ForeignKey(
        "assessment.Business", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    business_name = models.CharField(max_length=100, blank=True)
    about: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    once = models.CharField(max_length=ONCE_LENGTH, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index("business", F("at").desc(), name="audit_of_a_business")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Event.values), name="audit_kind"),
            models.UniqueConstraint("once", condition=~Q(once=""), name="audit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by_name or 'nobody'}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnly

    @property
    def address_beside_name(self) -> str:
        """The address that the person had then, unless it is already shown as their name."""
        shown = shown_address(self.by_address)
        return "" if shown == self.by_name else shown
