"""Paths of the page of all voices, and of the areas seen from each side."""

from django.urls import path

from assessment.voices.overview import views

urlpatterns = [
    path("b/<slug:slug>/voices/", views.voices, name="voices"),
    path(
        "b/<slug:slug>/voices/side-by-side/<slug:quarter>/",
        views.views_of_quarter,
        name="side_by_side",
    ),
]
