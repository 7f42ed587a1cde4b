"""Paths of the files of a result."""

from django.urls import path

from assessment.outputs.exports import views

urlpatterns = [
    path("b/<slug:slug>/results/<slug:quarter>.xlsx", views.results_xlsx, name="results_xlsx"),
    path("b/<slug:slug>/results/<slug:quarter>.csv", views.results_csv, name="results_csv"),
    path("b/<slug:slug>/results/<slug:quarter>.json", views.results_json, name="results_json"),
    path("b/<slug:slug>/results/<slug:quarter>.docx", views.results_docx, name="results_docx"),
]
