"""URLs of a practice's branding."""

from django.urls import path

from assessment.consulting.branding import views

urlpatterns = [
    path("practice/<slug:practice>/branding/", views.practice_branding, name="practice_branding"),
    path(
        "practice/<slug:practice>/branding/preview.css", views.preview_css, name="branding_preview"
    ),
]
