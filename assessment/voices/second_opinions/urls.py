"""Paths for answering apart and comparing."""

from django.urls import path

from assessment.voices.second_opinions.views import answering, asking, comparing

HERE = "b/<slug:slug>/voices/second-opinion/"

urlpatterns = [
    path(HERE, asking.second_opinion, name="second_opinion"),
    path(f"{HERE}ask/", asking.ask_second, name="ask_second"),
    path(f"{HERE}call-off/", asking.call_off_second, name="call_off_second"),
    path(f"{HERE}ready/", asking.second_ready, name="second_ready"),
    path(f"{HERE}accept/", answering.accept_second, name="accept_second"),
    path(f"{HERE}decline/", answering.decline_second, name="decline_second"),
    path(f"{HERE}finish/", answering.finish_second, name="finish_second"),
    path(f"{HERE}questions/<slug:dimension>/", answering.second_questions, name="second_questions"),
    path(f"{HERE}<slug:quarter>/compare/", comparing.second_comparison, name="second_comparison"),
    path(
        f"{HERE}<slug:quarter>/settle/<slug:code>/", comparing.settle_second, name="settle_second"
    ),
    path(f"{HERE}<slug:quarter>/correct/", comparing.correct_second, name="correct_second"),
]
