"""The rooms' paths, in the order of the journey."""

from django.urls import URLPattern, URLResolver

from assessment.foundation.accounts import urls as accounts
from assessment.journey.planning import urls as planning
from assessment.journey.questionnaire import urls as questionnaire
from assessment.journey.results import urls as results
from assessment.journey.tracking import urls as tracking
from assessment.journey.trends import urls as trends
from assessment.parties.settings import urls as settings
from assessment.reporting import urls as reporting
from assessment.site.dashboard import urls as dashboard
from assessment.site.public import urls as public
from assessment.site.reminders import urls as reminders

urlpatterns: list[URLPattern | URLResolver] = [
    *public.urlpatterns,
    *accounts.urlpatterns,
    *reminders.urlpatterns,
    *settings.urlpatterns,
    *questionnaire.urlpatterns,
    *results.urlpatterns,
    *planning.urlpatterns,
    *tracking.urlpatterns,
    *trends.urlpatterns,
    *reporting.urlpatterns,
    *dashboard.urlpatterns,
]
