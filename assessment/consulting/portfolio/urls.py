"""URLs of all clients of a practice together."""

from django.urls import path

from assessment.consulting.portfolio.views import compare, portfolio, saved_views, tags

BASE = "practice/<slug:practice>/"

urlpatterns = [
    path(BASE, portfolio.portfolio, name="portfolio"),
    path(f"{BASE}tag/", tags.tag_clients, name="tag_clients"),
    path(f"{BASE}tag/off/", tags.untag_clients, name="untag_clients"),
    path(f"{BASE}views/new/", saved_views.new_view, name="new_view"),
    path(f"{BASE}views/delete/", saved_views.delete_view, name="delete_view"),
    path(f"{BASE}compare/", compare.compare, name="compare"),
]
