"""Paths of the check."""

from django.urls import path

from assessment.answering import views

urlpatterns = [
    path("b/<slug:slug>/check/", views.check, name="check"),
    path("b/<slug:slug>/check/review/", views.review, name="review"),
    path("b/<slug:slug>/check/<slug:dimension>/all/", views.questions, name="questions"),
    path("b/<slug:slug>/check/<slug:dimension>/<int:number>/", views.question, name="question"),
    path(
        "b/<slug:slug>/check/<slug:dimension>/<int:number>/undo/",
        views.undo_answer,
        name="undo_answer",
    ),
]
