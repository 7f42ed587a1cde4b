"""The rooms' paths, in the order of the journey."""

from django.urls import URLPattern, URLResolver

from assessment.answering import urls as answering
from assessment.foundation.accounts import urls as accounts
from assessment.parties.settings import urls as settings
from assessment.planning import urls as planning
from assessment.reminding import urls as reminding
from assessment.reporting import urls as reporting
from assessment.scoring import urls as scoring
from assessment.today import urls as today
from assessment.trends import urls as trends
from assessment.welcome import urls as welcome

urlpatterns: list[URLPattern | URLResolver] = [
    *welcome.urlpatterns,
    *accounts.urlpatterns,
    *reminding.urlpatterns,
    *settings.urlpatterns,
    *answering.urlpatterns,
    *scoring.urlpatterns,
    *planning.urlpatterns,
    *trends.urlpatterns,
    *reporting.urlpatterns,
    *today.urlpatterns,
]
