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
    path(
        "b/<slug:slug>/reports/<slug:quarter>/<edition:edition>-<paper:paper>.pdf",
        views.report,
        name="report",
    ),
]
