"""Paths of the exports of a whole business and of an account."""

from django.urls import path

from assessment.outputs.portability import views

urlpatterns = [
    path("account/export.json", views.account_json, name="account_json"),
    path("b/<slug:slug>/export.json", views.business_json, name="business_json"),
]
