"""Paths of shared results."""

from django.urls import path

from assessment.outputs.sharing.views import links, shared_page

urlpatterns = [
    path("b/<slug:slug>/share/<slug:quarter>/", links.share, name="share"),
    path("b/<slug:slug>/share/<slug:quarter>/end/", links.end_share, name="end_share"),
    path("s/<str:token>/", shared_page.shared_result, name="shared_result"),
    path("s/<str:token>/brand.css", shared_page.shared_brand, name="shared_brand"),
    path("s/<str:token>/report.pdf", shared_page.shared_report, name="shared_report"),
]
