"""URLs of one client of a practice, and of what the client sees of it."""

from django.urls import path

from assessment.consulting.clients.views import (
    at_the_client,
    client,
    comments,
    evidence,
    in_short,
    meeting,
    notes,
    review,
    suggest,
)

CLIENT = "practice/<slug:practice>/clients/<slug:client>/"
OWN = "b/<slug:slug>/"

urlpatterns = [
    path("practice/<slug:practice>/former-clients/", notes.former_clients, name="former_clients"),
    path(
        "practice/<slug:practice>/former-clients/private-notes.txt",
        notes.former_clients_file,
        name="former_clients_file",
    ),
    path(CLIENT, client.client, name="client"),
    path(f"{CLIENT}notes/", notes.client_notes, name="client_notes"),
    path(f"{CLIENT}notes/<int:note>/", notes.client_note, name="client_note"),
    path(f"{CLIENT}notes/<int:note>/delete/", notes.remove_note, name="remove_note"),
    path(f"{CLIENT}notes/<int:note>/back/", notes.bring_note_back, name="bring_note_back"),
    path(f"{CLIENT}comments/", comments.client_comments, name="client_comments"),
    path(f"{CLIENT}comments/write/", comments.write_to_client, name="write_to_client"),
    path(f"{CLIENT}comments/<int:conversation>/read/", comments.read_client, name="read_client"),
    path(f"{CLIENT}suggest/", suggest.suggest, name="suggest"),
    path(f"{CLIENT}suggested/<slug:key>/", suggest.client_suggestion, name="client_suggestion"),
    path(
        f"{CLIENT}suggested/<slug:key>/take-back/",
        suggest.take_suggestion_back,
        name="take_suggestion_back",
    ),
    path(f"{CLIENT}suggested/<slug:key>/drop/", suggest.drop_suggestion, name="drop_suggestion"),
    path(f"{CLIENT}evidence/", evidence.client_evidence, name="client_evidence"),
    path(f"{CLIENT}evidence/<str:code>/", evidence.review_note, name="review_note"),
    path(f"{CLIENT}meeting/", meeting.meeting, name="client_meeting"),
    path(f"{CLIENT}in-short/", in_short.in_short, name="in_short"),
    path(f"{OWN}comments/", at_the_client.comments_of_firms, name="comments_of_firms"),
    path(
        f"{OWN}comments/<slug:practice>/",
        at_the_client.consultant_comments,
        name="consultant_comments",
    ),
    path(
        f"{OWN}comments/<slug:practice>/emails/",
        at_the_client.consultant_mails,
        name="consultant_mails",
    ),
    path(
        f"{OWN}comments/<slug:practice>/<int:conversation>/read/",
        at_the_client.read_consultant,
        name="read_consultant",
    ),
    path(f"{OWN}suggested/<slug:key>/", review.plan_suggestion, name="plan_suggestion"),
    path(
        f"{OWN}suggested/<slug:key>/<int:position>/undo/",
        review.undo_suggested,
        name="undo_suggested",
    ),
]
