"""Account URLs that allauth does not provide."""

from django.urls import path

from assessment.foundation.accounts import views

urlpatterns = [path("account/", views.profile, name="profile")]
