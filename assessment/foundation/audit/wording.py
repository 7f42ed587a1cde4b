"""A sentence for each kind of event."""

from collections import defaultdict
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from assessment.foundation.audit.models import AuditEntry, Event

SENTENCES: dict[str, Promise] = {
    Event.SIGNED_IN: _("%(who)s signed in."),
    Event.SIGN_IN_FAILED: _("Someone tried to sign in as %(who)s, without success."),
    Event.SIGNED_OUT: _("%(who)s signed out."),
    Event.PASSWORD_CHANGED: _("%(who)s set a new password."),
    Event.SECOND_STEP_ADDED: _("%(who)s added an app or key to their two-step sign-in."),
    Event.SECOND_STEP_REMOVED: _("%(who)s removed an app or key from their two-step sign-in."),
    Event.RECOVERY_CODES_MADE: _("%(who)s made new recovery codes."),
    Event.NAME_CHANGED: _("%(who)s changed their name. It was %(earlier)s before."),
    Event.ADDRESS_CHANGED: _("%(who)s changed their email address."),
    Event.ADDRESS_CONFIRMED: _("%(who)s confirmed their email address."),
    Event.INVITED: _("%(who)s invited %(person)s as %(role)s."),
    Event.INVITATION_REVOKED: _("%(who)s cancelled the invitation to %(person)s."),
    Event.JOINED: _("%(who)s joined as %(role)s, invited by %(inviter)s."),
    Event.ADDED: _("%(who)s, who runs this site, added %(person)s as %(role)s."),
    Event.ROLE_CHANGED: _("%(who)s changed the role of %(person)s from %(before)s to %(role)s."),
    Event.REMOVED: _("%(who)s ended the access of %(person)s, whose role was %(role)s."),
    Event.LEFT: _("%(who)s left the business. Their role was %(role)s."),
    Event.RETURN_ENDED: _(
        "%(who)s ended the access of %(person)s for good, whose account is being deleted."
    ),
    Event.PRACTICE_ASKED: _("%(who)s asked %(person)s for access on behalf of %(firm)s."),
    Event.PRACTICE_WITHDREW: _("%(who)s cancelled the request of %(firm)s to %(person)s."),
    Event.ACCESS_DECLINED: _("%(who)s did not let %(firm)s in."),
    Event.CONSULTANT_INVITED: _("%(who)s invited %(person)s as a consultant."),
    Event.ACCESS_GIVEN: _("%(who)s let %(firm)s in. Their level: %(level)s."),
    Event.ACCESS_CHANGED: _(
        "%(who)s changed the access of %(firm)s. Their level: %(level)s, before: %(before)s."
    ),
    Event.ACCESS_EXPIRED: _("The access of %(firm)s expired on its last day."),
    Event.ACCESS_ENDED: _("%(who)s ended the access of %(firm)s."),
    Event.ACCESS_RESTORED: _("%(who)s restored the access of %(person)s."),
    Event.MEDIAN_JOINED: _("%(who)s included the scores in the median of %(firm)s."),
    Event.MEDIAN_LEFT: _("%(who)s left the scores out of the median of %(firm)s."),
    Event.DOORS_CLOSED: ngettext_lazy(
        "One link or waiting report of %(person)s was turned off.",
        "%(count)d links and waiting reports of %(person)s were turned off.",
        "count",
    ),
    Event.DOORS_HANDED_OVER: ngettext_lazy(
        "%(who)s took over one link of %(person)s.",
        "%(who)s took over %(count)d links of %(person)s.",
        "count",
    ),
    Event.HANDED_OVER: _("%(who)s handed an action over to %(person)s."),
    Event.HAND_OVER_ENDED: _("%(who)s took an action back from %(person)s."),
    Event.HELPER_WROTE: _("%(person)s used a helper’s link to report on an action."),
    Event.SHARED: _("%(who)s shared the result of %(quarter)s with %(person)s."),
    Event.SHARING_ENDED: ngettext_lazy(
        "%(who)s turned off one link to a result.",
        "%(who)s turned off %(count)d links to a result.",
        "count",
    ),
    Event.SHARED_OPENED: _("Someone opened the result shared with %(person)s."),
    Event.FEED_MADE: _("%(who)s made a calendar address."),
    Event.FEED_ENDED: _("%(who)s turned off a calendar address."),
    Event.EXPORTED: _("%(who)s downloaded the file %(file)s."),
    Event.LOOKED: _("%(who)s opened the pages of this business as a consultant."),
    Event.COMMENTED: _("%(who)s wrote a comment to %(person)s."),
    Event.SUGGESTED: ngettext_lazy(
        "%(who)s suggested one change to the plan.",
        "%(who)s suggested %(count)d changes to the plan.",
        "count",
    ),
    Event.SUGGESTION_ENDED: _("%(who)s took suggested changes to the plan back."),
    Event.SUGGESTION_ANSWERED: ngettext_lazy(
        "%(who)s answered %(person)s and took over one suggested change.",
        "%(who)s answered %(person)s and took over %(count)d suggested changes.",
        "count",
    ),
    Event.SUGGESTION_UNDONE: ngettext_lazy(
        "%(who)s undid one suggested change to the plan.",
        "%(who)s undid %(count)d suggested changes to the plan.",
        "count",
    ),
    Event.EVIDENCE_CHECKED: _("%(who)s checked the note on question %(question)s."),
    Event.EVIDENCE_DOUBTED: _(
        "%(who)s asked for more than the note on question %(question)s says."
    ),
    Event.SUMMARISED: _("%(who)s wrote the summary for the consultant edition."),
    Event.SESSION_STARTED: _("%(who)s of %(firm)s started a session about your check."),
    Event.SESSION_SHOWN: _("%(who)s opened the shared screen of a session with %(firm)s."),
    Event.SESSION_ENDED: _("%(who)s ended the session with %(firm)s."),
    Event.SURVEY_OPENED: _("%(who)s opened the survey of customers."),
    Event.SURVEY_CLOSED: _("%(who)s closed the survey of customers."),
    Event.SURVEY_RENEWED: _("%(who)s made a new link to the survey, so the earlier one ended."),
    Event.ANSWERS_IMPORTED: ngettext_lazy(
        "%(who)s brought one answer of a customer in.",
        "%(who)s brought %(count)d answers of customers in.",
        "count",
    ),
    Event.ANSWERS_TAKEN_BACK: ngettext_lazy(
        "%(who)s took one answer back that had been brought in.",
        "%(who)s took %(count)d answers back that had been brought in.",
        "count",
    ),
    Event.ANSWERS_COUNTED: ngettext_lazy(
        "%(who)s counted one answer that had been set aside.",
        "%(who)s counted %(count)d answers that had been set aside.",
        "count",
    ),
    Event.ANSWERS_ERASED: ngettext_lazy(
        "%(who)s deleted one answer of a customer for good.",
        "%(who)s deleted %(count)d answers of customers for good.",
        "count",
    ),
    Event.WORDS_HIDDEN: _("%(who)s hid what a customer had written."),
    Event.WORDS_SHOWN: _("%(who)s showed again what a customer had written."),
    Event.PULSE_OPENED: _("%(who)s opened a round of questions for the team."),
    Event.PULSE_CLOSED: _("%(who)s closed the round of questions for the team early."),
    Event.PULSE_LEFT: _("%(who)s deleted a round of questions for the team with its answers."),
    Event.FOUNDED: _("%(who)s created the business."),
    Event.PREPARED: _("%(who)s made the business for a client of %(firm)s."),
    Event.TAKEN_OVER: _("%(who)s took the business over from %(firm)s."),
    Event.CLAIMED: _("%(who)s confirmed that this business is theirs."),
    Event.DELETED: _("%(who)s deleted the business."),
    Event.SET_ASIDE: _(
        "The business was set aside, because it was made before its owner’s address was confirmed."
    ),
    Event.RESTORED: _("%(who)s restored the business."),
    Event.PURGED: _("The business was removed for good."),
    Event.PRACTICE_FOUNDED: _("%(who)s created the practice %(firm)s."),
    Event.PRACTICE_CHANGED: _("%(who)s changed the settings of %(firm)s."),
    Event.PRACTICE_INVITED: _("%(who)s invited %(person)s to %(firm)s as %(role)s."),
    Event.PRACTICE_UNINVITED: _("%(who)s cancelled the invitation of %(person)s to %(firm)s."),
    Event.PRACTICE_JOINED: _("%(who)s joined %(firm)s as %(role)s, invited by %(inviter)s."),
    Event.PRACTICE_ROLE: _(
        "%(who)s changed the role of %(person)s in %(firm)s from %(before)s to %(role)s."
    ),
    Event.PRACTICE_REMOVED: _("%(who)s removed %(person)s from %(firm)s."),
    Event.PRACTICE_LEFT: _("%(who)s left %(firm)s. Their role was %(role)s."),
    Event.PRACTICE_NOTED: _("%(who)s wrote, changed or deleted a note of %(firm)s on %(person)s."),
    Event.PRACTICE_CLOSED: _("The practice %(firm)s was removed for good."),
    Event.ACCOUNT_CLOSED: _("%(who)s deleted their account."),
    Event.ACCOUNT_KEPT: _("%(who)s kept their account."),
    Event.ACCOUNT_PURGED: _("An account was removed for good."),
}

ROLES: dict[str, Promise] = {
    "owner": _("owner"),
    "editor": _("editor"),
    "viewer": _("viewer"),
    "consultant": _("consultant"),
    "see": _("see"),
    "work": _("work with it"),
    "send": _("send in for you"),
    "admin": _("admin"),
    "assistant": _("assistant"),
}


def sentence(entry: AuditEntry) -> str:
    """Say what happened. Names are those of that day; a missing one becomes “someone”."""
    # An entry can be older than a placeholder that its sentence has got since.
    facts: dict[str, Any] = defaultdict(lambda: gettext("someone"))
    facts |= {name: words for name, words in entry.about.items() if words}
    facts |= {
        key: str(ROLES[facts[key]])
        for key in ("role", "before", "level")
        if facts.get(key) in ROLES
    }
    facts["who"] = entry.by_name or gettext("This site")
    facts["count"] = int(entry.about.get("count", 1))
    return str(SENTENCES[entry.kind] % facts)
