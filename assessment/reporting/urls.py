"""Paths of the report."""

from django.urls import path, register_converter

from assessment.reporting import views
from assessment.reporting.editions import EditionConverter, PaperConverter

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
