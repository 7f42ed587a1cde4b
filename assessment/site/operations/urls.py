"""Paths for server monitoring."""

from django.urls import path

from assessment.site.operations import views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
