"""Who did what in a business, as a list and as a spreadsheet."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.audit.models import AuditEntry, AuditEntryQuerySet
from assessment.foundation.audit.queries import KINDS, entries_by, entries_of, people_in
from assessment.foundation.audit.services import record_download
from assessment.foundation.audit.wording import sentence
from assessment.foundation.downloads import responses
from assessment.foundation.formatting.csv import as_csv
from assessment.foundation.formatting.dates import clock
from assessment.foundation.parsing.addresses import shown_address
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business

SHOWN = 50


@members(Capability.MANAGE)
@require_safe
def activity(request: SignedInRequest, business: Business) -> HttpResponse:
    """List who did what, newest first; the address says which person and which kind of event."""
    entries = all_entries(business)
    found = filtered_by(request, entries)
    page: Page[AuditEntry] = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    asked = {name: request.GET[name] for name in ("who", "what") if request.GET.get(name)}
    facts = {
        "business": business,
        "here": "team",
        "page": page,
        "lines": [(entry, sentence(entry)) for entry in page],
        "people": people_in(entries),
        "kinds": KINDS,
        "who": asked.get("who", ""),
        "what": asked.get("what", ""),
        "query": urlencode(asked),
    }
    return render(request, "parties/settings/activity.html", facts)


@members(Capability.MANAGE)
@require_safe
def activity_csv(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the same list as a spreadsheet, with every line that was asked for."""
    heads = (_("Day"), _("Time"), _("Who"), _("Email address"), _("What"))
    rows = []
    for entry in filtered_by(request, all_entries(business)):
        at = timezone.localtime(entry.at)
        who = (entry.by_name, shown_address(entry.by_address))
        rows.append((at.date().isoformat(), clock(at), *who, sentence(entry)))
    name = f"{business.slug}_activity_{timezone.localdate()}.csv"
    record_download(file=name, by=request.user, at=timezone.now(), business=business)
    return responses.sent(request, as_csv((heads, *rows)), name)


def all_entries(business: Business) -> AuditEntryQuerySet:
    people = dict(business.memberships.values_list("user", "since"))
    return entries_of(business, people)


def filtered_by(request: SignedInRequest, entries: AuditEntryQuerySet) -> AuditEntryQuerySet:
    """Return only the entries of the person and the kind that the query string names, if any."""
    if who := request.GET.get("who"):
        entries = entries_by(entries, who)
    if what := request.GET.get("what"):
        entries = entries.filter(kind=what)
    return entries
