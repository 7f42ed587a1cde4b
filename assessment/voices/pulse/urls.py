"""Paths of the pulse: the business's pages, and those on which staff answer."""

from django.urls import path

from assessment.voices.pulse.views import answering, printing, rounds

PULSE = "b/<slug:slug>/voices/pulse/"

urlpatterns = [
    path(PULSE, rounds.pulse, name="pulse"),
    path(f"{PULSE}ask/", rounds.ask_team, name="ask_team"),
    path(f"{PULSE}remind/", rounds.remind_team, name="remind_team"),
    path(f"{PULSE}longer/", rounds.extend_pulse, name="extend_pulse"),
    path(f"{PULSE}close/", rounds.close_pulse, name="close_pulse"),
    path(f"{PULSE}leave/", rounds.leave_pulse, name="leave_pulse"),
    path(f"{PULSE}poster.pdf", printing.pulse_poster, name="pulse_poster_pdf"),
    path(f"{PULSE}talk/", printing.team_talk, name="team_talk"),
    path(f"{PULSE}talk/<slug:paper>.pdf", printing.team_talk_pdf, name="team_talk_pdf"),
    path(f"{PULSE}rounds/<slug:key>/", rounds.pulse_round, name="pulse_round"),
    path("p/", answering.pulse_code, name="pulse_code"),
    path("p/kept/", answering.pulse_kept, name="pulse_kept"),
    path("p/<str:token>/", answering.answer_pulse, name="answer_pulse"),
    path("p/<slug:key>/thanks/", answering.pulse_thanks, name="pulse_thanks"),
]
