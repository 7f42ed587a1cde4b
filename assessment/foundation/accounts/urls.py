"""Paths of the account that allauth does not have."""

from django.urls import path

from assessment.foundation.accounts import views

urlpatterns = [path("account/", views.profile, name="profile")]
