"""URLs of all clients of a practice together."""

from django.urls import path

from assessment.consulting.portfolio import views

urlpatterns = [
    path("practice/<slug:practice>/", views.portfolio, name="portfolio"),
]
