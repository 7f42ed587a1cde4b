"""Path of a business's home page."""

from django.urls import path

from assessment.site.dashboard import views

urlpatterns = [path("b/<slug:slug>/", views.business, name="business")]
