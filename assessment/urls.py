"""The paths of all rooms, in the order of the journey."""

from django.urls import URLPattern, URLResolver

from assessment.consulting.branding import urls as branding
from assessment.consulting.bulk import urls as bulk
from assessment.consulting.clients import urls as clients
from assessment.consulting.importing import urls as importing
from assessment.consulting.messages import urls as messages
from assessment.consulting.portfolio import urls as portfolio
from assessment.consulting.sessions import urls as sessions
from assessment.foundation.accounts import urls as accounts
from assessment.journey.planning import urls as planning
from assessment.journey.questionnaire import urls as questionnaire
from assessment.journey.results import urls as results
from assessment.journey.retests import urls as retests
from assessment.journey.tracking import urls as tracking
from assessment.journey.trends import urls as trends
from assessment.outputs.exports import urls as exports
from assessment.outputs.portability import urls as portability
from assessment.outputs.reports import urls as reports
from assessment.outputs.sharing import urls as sharing
from assessment.parties.engagements import urls as engagements
from assessment.parties.settings import urls as settings
from assessment.site.dashboard import urls as dashboard
from assessment.site.operations import urls as operations
from assessment.site.public import urls as public
from assessment.site.reminders import urls as reminders
from assessment.voices.overview import urls as voices
from assessment.voices.pulse import urls as pulse
from assessment.voices.second_opinions import urls as second_opinions
from assessment.voices.surveys import urls as surveys

urlpatterns: list[URLPattern | URLResolver] = [
    *public.urlpatterns,
    *operations.urlpatterns,
    *accounts.urlpatterns,
    *reminders.urlpatterns,
    *settings.urlpatterns,
    *engagements.urlpatterns,
    *questionnaire.urlpatterns,
    *results.urlpatterns,
    *retests.urlpatterns,
    *second_opinions.urlpatterns,
    *planning.urlpatterns,
    *tracking.urlpatterns,
    *trends.urlpatterns,
    *voices.urlpatterns,
    *pulse.urlpatterns,
    *surveys.urlpatterns,
    *reports.urlpatterns,
    *exports.urlpatterns,
    *portability.urlpatterns,
    *sharing.urlpatterns,
    *branding.urlpatterns,
    *portfolio.urlpatterns,
    *importing.urlpatterns,
    *messages.urlpatterns,
    *bulk.urlpatterns,
    *clients.urlpatterns,
    *sessions.urlpatterns,
    *dashboard.urlpatterns,
]
