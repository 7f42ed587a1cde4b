"""Path of a whole business as one file."""

from django.urls import path

from assessment.outputs.portability import views

urlpatterns = [
    path("b/<slug:slug>/export.json", views.business_json, name="business_json"),
]
