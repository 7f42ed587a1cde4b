"""URLs of emails to many clients."""

from django.urls import path

from assessment.consulting.messages import views

BASE = "practice/<slug:practice>/messages/"

urlpatterns = [
    path(BASE, views.write_to_clients, name="write_to_clients"),
    path(f"{BASE}<int:mailing>/", views.mailing, name="mailing"),
]
