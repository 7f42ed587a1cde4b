"""The paths for choosing and stopping reminders."""

from django.urls import path

from assessment.site.reminders import views

urlpatterns = [
    path("account/reminders/", views.reminders, name="reminders"),
    path("e/<str:token>/", views.pause_reminders, name="pause_reminders"),
]
