"""Paths of the check."""

from django.urls import path

from assessment.journey.questionnaire.views import area, extra_assessments, overview, question

urlpatterns = [
    path("b/<slug:slug>/check/", overview.check, name="check"),
    path("b/<slug:slug>/check/review/", overview.review, name="review"),
    path("b/<slug:slug>/check/unsent/<str:name>/", overview.unsent_check, name="unsent_check"),
    path(
        "b/<slug:slug>/check/leave/",
        extra_assessments.leave_late_check,
        name="leave_late_check",
    ),
    path(
        "b/<slug:slug>/check/extra/",
        extra_assessments.start_extra_check,
        name="start_extra_check",
    ),
    path("b/<slug:slug>/check/drop/", extra_assessments.drop_check, name="drop_check"),
    path("b/<slug:slug>/check/<slug:dimension>/all/", area.questions, name="questions"),
    path(
        "b/<slug:slug>/check/<slug:dimension>/<int:number>/",
        question.question,
        name="question",
    ),
    path(
        "b/<slug:slug>/check/<slug:dimension>/<int:number>/undo/",
        question.undo_answer,
        name="undo_answer",
    ),
]
