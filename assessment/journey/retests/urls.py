"""Paths for answering some questions of a check again."""

from django.urls import path

from assessment.journey.retests import views

urlpatterns = [
    path("b/<slug:slug>/again/<slug:quarter>/", views.retest, name="retest"),
    path(
        "b/<slug:slug>/again/<slug:quarter>/agree/", views.agree_to_retest, name="agree_to_retest"
    ),
    path(
        "b/<slug:slug>/again/<slug:quarter>/withdraw/",
        views.withdraw_retest,
        name="withdraw_retest",
    ),
]
