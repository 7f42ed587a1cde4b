"""URLs about access: for practices, for owners, and for those who follow a link."""

from django.urls import path

from assessment.parties.engagements.views import access, answers, clients, invitations

urlpatterns = [
    path("practice/<slug:practice>/clients/new/", clients.add_client, name="add_client"),
    path(
        "practice/<slug:practice>/clients/new/business/",
        clients.prepare_business,
        name="prepare_business",
    ),
    path(
        "practice/<slug:practice>/clients/<slug:client>/hand-over/",
        clients.hand_over_business,
        name="hand_over_business",
    ),
    path("practice/<slug:practice>/requests/", clients.access_requests, name="access_requests"),
    path(
        "practice/<slug:practice>/requests/cancel/", clients.cancel_request, name="cancel_request"
    ),
    path("practice/<slug:practice>/requests/again/", clients.resend_request, name="resend_request"),
    path("access/<str:token>/", answers.answer_request, name="answer_request"),
    path(
        "access/invitation/<str:token>/",
        invitations.accept_as_consultant,
        name="accept_as_consultant",
    ),
    path("b/<slug:slug>/access/", access.access, name="access"),
    path("b/<slug:slug>/access/change/", access.change_access, name="change_access"),
    path("b/<slug:slug>/access/asked/", answers.answer_here, name="answer_here"),
    path("b/<slug:slug>/access/invite/", invitations.invite_consultant, name="invite_consultant"),
    path(
        "b/<slug:slug>/access/uninvite/",
        invitations.uninvite_consultant,
        name="uninvite_consultant",
    ),
]
