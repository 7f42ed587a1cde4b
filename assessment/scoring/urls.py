"""Paths of a result."""

from django.urls import path

from assessment.scoring import views

urlpatterns = [
    path("b/<slug:slug>/check/submit/", views.submit_check, name="submit_check"),
    path("b/<slug:slug>/results/", views.latest_results, name="latest_results"),
    path("b/<slug:slug>/results/<slug:quarter>/", views.results, name="results"),
    path(
        "b/<slug:slug>/results/<slug:quarter>/correct/",
        views.correct_result,
        name="correct_result",
    ),
    path(
        "b/<slug:slug>/results/<slug:quarter>/<slug:dimension>/",
        views.area_answers,
        name="area_answers",
    ),
]
