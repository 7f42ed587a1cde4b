"""Paths of reports."""

from django.urls import path, register_converter

from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.views import comments, jobs, reports


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
    path("b/<slug:slug>/reports/", reports.reports, name="reports"),
    path("b/<slug:slug>/reports/make/", jobs.make_report, name="make_report"),
    path(
        "b/<slug:slug>/reports/<slug:quarter>/<edition:edition>-<paper:paper>.pdf",
        reports.report,
        name="report",
    ),
    path(
        "b/<slug:slug>/reports/<slug:quarter>/<edition:edition>.txt",
        reports.report_text,
        name="report_text",
    ),
    path(
        "b/<slug:slug>/reports/<slug:quarter>/comments/",
        comments.report_comments,
        name="report_comments",
    ),
    # These two match any slug, so they have to come after every other path.
    path("b/<slug:slug>/reports/<slug:key>/", jobs.report_job, name="report_job"),
    path("b/<slug:slug>/reports/<slug:key>.pdf", jobs.report_file, name="report_file"),
]
