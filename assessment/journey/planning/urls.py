"""Paths of the plan builder."""

from django.urls import path

from assessment.journey.planning.views import actions, builder, busy_weeks, scenarios

urlpatterns = [
    path("b/<slug:slug>/plan/build/", builder.build_plan, name="build_plan"),
    path("b/<slug:slug>/plan/keep/", scenarios.keep_scenario, name="keep_scenario"),
    path("b/<slug:slug>/plan/forget/", scenarios.forget_scenario, name="forget_scenario"),
    path("b/<slug:slug>/plan/save/", builder.save_plan, name="save_plan"),
    path("b/<slug:slug>/actions/<slug:code>/", actions.read_action, name="read_action"),
    path("b/<slug:slug>/plan/busy-weeks/", busy_weeks.busy_weeks, name="busy_weeks"),
    path("b/<slug:slug>/plan/busy-weeks/free/", busy_weeks.free_week, name="free_week"),
]
