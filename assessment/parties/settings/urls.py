"""URLs for businesses, their people and their settings."""

from django.urls import path

from assessment.parties.settings.views import brands, businesses, invitations, people

urlpatterns = [
    path("businesses/", businesses.businesses, name="businesses"),
    path("set-up/", businesses.set_up, name="set_up"),
    path("practice/branding/", brands.consultancy_branding, name="practice_branding"),
    path("invitation/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("b/<slug:slug>/settings/", businesses.business_settings, name="business_settings"),
    path("b/<slug:slug>/team/", people.team, name="team"),
    path("b/<slug:slug>/team/invite/", invitations.invite, name="invite"),
    path(
        "b/<slug:slug>/team/invite/again/", invitations.resend_invitation, name="resend_invitation"
    ),
    path(
        "b/<slug:slug>/team/invite/revoke/", invitations.revoke_invitation, name="revoke_invitation"
    ),
    path("b/<slug:slug>/team/role/", people.change_role, name="change_role"),
    path("b/<slug:slug>/team/remove/", people.remove_member, name="remove_member"),
    path("b/<slug:slug>/team/end-access/", people.end_access, name="end_access"),
    path("b/<slug:slug>/team/median/", people.count_in_median, name="count_in_median"),
    path("b/<slug:slug>/team/leave/", people.leave_business, name="leave_business"),
]
