"""The way to a person's practices: the only one at once, a choice of several, or a beginning."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.parties.consultancies.queries import practices_of

SHORT_FORMS = {
    "branding": "practice_branding",
}
"""The pages that `/practice/<word>/` leads to: the word, and the name of the page's URL."""


@signed_in
@require_safe
def practice_home(request: SignedInRequest, page: str = "") -> HttpResponse:
    """Lead to a page of the only practice, or let the person choose between several."""
    practices = list(practices_of(request.user))
    name = SHORT_FORMS.get(page, "portfolio")
    if len(practices) == 1:
        return redirect(name, practices[0].consultancy.slug)
    facts = {"practices": practices, "page": name}
    return render(request, "parties/settings/practices.html", facts)
