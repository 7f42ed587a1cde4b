"""A whole business as one file."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.outputs.exports.views import as_json, sent
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.MANAGE)
@require_safe
def business_json(request: SignedInRequest, business: Business) -> HttpResponse:
    """Everything of a business, to be read back by `manage.py import_business`."""
    content = as_json(business_document(business))
    return sent(request, business, content, f"{business.slug}.json")
