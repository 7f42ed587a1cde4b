"""Paths of a result."""

from django.urls import path

from assessment.journey.results.views import results, submission

urlpatterns = [
    path("b/<slug:slug>/check/submit/", submission.submit_check, name="submit_check"),
    path("b/<slug:slug>/results/", results.latest_results, name="latest_results"),
    path("b/<slug:slug>/results/<slug:quarter>/", results.results, name="results"),
    path(
        "b/<slug:slug>/results/<slug:quarter>/correct/",
        submission.correct_result,
        name="correct_result",
    ),
    path(
        "b/<slug:slug>/results/<slug:quarter>/answerer/",
        submission.say_answerer,
        name="say_answerer",
    ),
    path(
        "b/<slug:slug>/results/<slug:quarter>/<slug:dimension>/",
        results.area_answers,
        name="area_answers",
    ),
]
