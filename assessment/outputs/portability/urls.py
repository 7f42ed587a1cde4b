"""Path of the export of a whole business."""

from django.urls import path

from assessment.outputs.portability import views

urlpatterns = [
    path("b/<slug:slug>/export.json", views.business_json, name="business_json"),
]
