"""Paths of the trends page."""

from django.urls import path

from assessment.journey.trends import views

urlpatterns = [
    path("b/<slug:slug>/trends/", views.trends, name="trends"),
    path("b/<slug:slug>/trends.csv", views.trends_csv, name="trends_csv"),
]
