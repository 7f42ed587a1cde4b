"""Paths of the plan."""

from django.urls import path

from assessment.planning import views

urlpatterns = [
    path("b/<slug:slug>/plan/build/", views.build_plan, name="build_plan"),
    path("b/<slug:slug>/plan/save/", views.save_plan, name="save_plan"),
    path("b/<slug:slug>/plan/", views.plan, name="plan"),
]
