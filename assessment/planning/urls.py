"""Paths of the plan."""

from django.urls import path

from assessment.planning.views import board, building

urlpatterns = [
    path("b/<slug:slug>/plan/build/", building.build_plan, name="build_plan"),
    path("b/<slug:slug>/plan/save/", building.save_plan, name="save_plan"),
    path("b/<slug:slug>/plan/", board.plan, name="plan"),
]
