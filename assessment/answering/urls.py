"""Paths of the check."""

from django.urls import path

from assessment.answering import views

urlpatterns = [
    path("b/<slug:slug>/check/", views.check, name="check"),
    path("b/<slug:slug>/check/review/", views.review, name="review"),
    path("b/<slug:slug>/check/leave/", views.leave_late_check, name="leave_late_check"),
    path("b/<slug:slug>/check/extra/", views.start_extra_check, name="start_extra_check"),
    path("b/<slug:slug>/check/drop/", views.drop_check, name="drop_check"),
    path("b/<slug:slug>/check/<slug:dimension>/all/", views.questions, name="questions"),
    path("b/<slug:slug>/check/<slug:dimension>/<int:number>/", views.question, name="question"),
    path(
        "b/<slug:slug>/check/<slug:dimension>/<int:number>/undo/",
        views.undo_answer,
        name="undo_answer",
    ),
]
