"""The path of the home page of a business."""

from django.urls import path

from assessment.site.dashboard import views

urlpatterns = [path("b/<slug:slug>/", views.business, name="business")]
