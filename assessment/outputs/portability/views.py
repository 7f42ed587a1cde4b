"""Download a whole business, or one's own account, as one file."""

import logging

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest, signed_in, signed_in_lately
from assessment.foundation.audit.services import record_download
from assessment.foundation.downloads import responses
from assessment.outputs.portability.presenters.account_export import account_document
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business

log = logging.getLogger(__name__)


@members(Capability.MANAGE)
@require_safe
@signed_in_lately
def business_json(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send everything about a business, to be read back by `manage.py import_business`."""
    content, name = responses.as_json(business_document(business)), f"{business.slug}.json"
    record_download(file=name, by=request.user, at=timezone.now(), business=business)
    log.info("exported: file=%s business=%s by=%s", name, business.pk, request.user.pk)
    return responses.sent(request, content, name)


@signed_in
@require_safe
@signed_in_lately
def account_json(request: SignedInRequest) -> HttpResponse:
    """Send what the site keeps about the reader's own account."""
    content = responses.as_json(account_document(request.user))
    name = f"cairn-account-{timezone.localdate()}.json"
    record_download(file=name, by=request.user, at=timezone.now())
    log.info("account exported: user=%s", request.user.pk)
    return responses.sent(request, content, name)
