"""Download a whole business as one file."""

import logging

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.downloads import responses
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business

log = logging.getLogger(__name__)


@members(Capability.MANAGE)
@require_safe
def business_json(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send everything about a business, to be read back by `manage.py import_business`."""
    content, name = responses.as_json(business_document(business)), f"{business.slug}.json"
    log.info("exported: file=%s business=%s by=%s", name, business.pk, request.user.pk)
    return responses.sent(request, content, name)
