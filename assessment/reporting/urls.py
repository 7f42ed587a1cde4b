"""Paths of the report."""

from django.urls import path, register_converter

from assessment.reporting import views
from assessment.reporting.pdf import Edition, Paper


class EditionConverter:
    """The edition in a path."""

    regex = "|".join(Edition)

    def to_python(self, value: str) -> Edition:
        return Edition(value)

    def to_url(self, value: str) -> str:
        return str(value)


class PaperConverter:
    """The paper in a path."""

    regex = "|".join(Paper)

    def to_python(self, value: str) -> Paper:
        return Paper(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(EditionConverter, "edition")
register_converter(PaperConverter, "paper")

urlpatterns = [
    path("b/<slug:slug>/reports/", views.reports, name="reports"),
    path("b/<slug:slug>/reports/make/", views.make_report, name="make_report"),
    path(
        "b/<slug:slug>/reports/<slug:quarter>/<edition:edition>-<paper:paper>.pdf",
        views.report,
        name="report",
    ),
    path(
        "b/<slug:slug>/reports/<slug:quarter>/comments/",
        views.report_comments,
        name="report_comments",
    ),
    # A key is the last thing a word after "reports" may be.
    path("b/<slug:slug>/reports/<slug:key>/", views.report_job, name="report_job"),
    path("b/<slug:slug>/reports/<slug:key>.pdf", views.report_file, name="report_file"),
    path("b/<slug:slug>/results/<slug:quarter>.xlsx", views.results_xlsx, name="results_xlsx"),
    path("b/<slug:slug>/results/<slug:quarter>.csv", views.results_csv, name="results_csv"),
    path("b/<slug:slug>/results/<slug:quarter>.json", views.results_json, name="results_json"),
    path("b/<slug:slug>/results/<slug:quarter>.docx", views.results_docx, name="results_docx"),
    path("b/<slug:slug>/export.json", views.business_json, name="business_json"),
    path("b/<slug:slug>/share/<slug:quarter>/", views.share, name="share"),
    path("b/<slug:slug>/share/<slug:quarter>/end/", views.end_share, name="end_share"),
    path("s/<str:token>/", views.shared_result, name="shared_result"),
    path("s/<str:token>/report.pdf", views.shared_report, name="shared_report"),
]
