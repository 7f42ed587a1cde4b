"""URLs of sessions: the consultant's pages, the shared screen, and what the client keeps."""

from django.urls import path

from assessment.consulting.sessions.views import (
    at_the_client,
    devices,
    ending,
    outcome,
    pane,
    screen,
    starting,
    writing,
)

CLIENT = "practice/<slug:practice>/clients/<slug:client>/session/"
SESSION = f"{CLIENT}<slug:key>/"
OWN = "b/<slug:slug>/sessions/"

urlpatterns = [
    path(CLIENT, starting.client_session, name="client_session"),
    path(SESSION, pane.session_pane, name="session_pane"),
    path(f"{SESSION}turn/", pane.session_turn, name="session_turn"),
    path(f"{SESSION}answers/<str:code>/", pane.session_answer, name="session_answer"),
    path(f"{SESSION}screen/", devices.session_screen, name="session_screen"),
    path(f"{SESSION}points/", writing.session_points, name="session_points"),
    path(f"{SESSION}notes/", writing.session_note, name="session_note"),
    path(f"{SESSION}finish/", ending.finish_session, name="finish_session"),
    path(f"{SESSION}outcome/", outcome.session_outcome, name="session_outcome"),
    path(f"{SESSION}outcome.pdf", outcome.session_outcome_pdf, name="session_outcome_pdf"),
    path("screen/", devices.screen_code, name="screen_code"),
    path("screen/<str:token>/", screen.screen, name="screen"),
    path("screen/<str:token>/turn/", screen.screen_turn, name="screen_turn"),
    path("screen/<str:token>/answers/<str:code>/", screen.screen_answer, name="screen_answer"),
    path(OWN, at_the_client.sessions_held, name="sessions_held"),
    path(f"{OWN}screen/", at_the_client.open_own_screen, name="open_own_screen"),
    path(f"{OWN}<slug:key>/", at_the_client.session_held, name="session_held"),
    path(f"{OWN}<slug:key>/outcome.pdf", at_the_client.session_held_pdf, name="session_held_pdf"),
]
