"""Paths of the account that allauth does not have."""

from django.urls import path

from assessment.accounts import views

urlpatterns = [path("account/", views.profile, name="profile")]
