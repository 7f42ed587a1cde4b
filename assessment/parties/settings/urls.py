"""URLs for businesses, their people and their settings."""

from django.urls import path, re_path

from assessment.parties.settings.views import (
    activity,
    businesses,
    claims,
    colleagues,
    deletion,
    departures,
    invitations,
    people,
    practice_choice,
    practices,
    proof,
)

PRACTICE = "practice/<slug:practice>"

urlpatterns = [
    path("businesses/", businesses.businesses, name="businesses"),
    path("set-up/", businesses.set_up, name="set_up"),
    path("practice/", practices.practice_home, name="practice_home"),
    # Before the pages of a practice, because no practice has such a slug.
    re_path(
        f"^practice/(?P<page>{'|'.join(practices.SHORT_FORMS)})/$",
        practices.practice_home,
        name="short_form",
    ),
    path("practice/begin/", practices.begin_practice, name="begin_practice"),
    path(f"{PRACTICE}/people/", colleagues.practice_people, name="practice_people"),
    path(f"{PRACTICE}/people/invite/", colleagues.invite_colleague, name="invite_colleague"),
    path(
        f"{PRACTICE}/people/invite/again/",
        colleagues.invite_colleague_again,
        name="invite_colleague_again",
    ),
    path(
        f"{PRACTICE}/people/invite/cancel/",
        colleagues.cancel_colleagues_invitation,
        name="cancel_colleagues_invitation",
    ),
    path(
        f"{PRACTICE}/people/role/",
        colleagues.change_colleagues_role,
        name="change_colleagues_role",
    ),
    path(f"{PRACTICE}/people/remove/", colleagues.remove_colleague, name="remove_colleague"),
    path(f"{PRACTICE}/people/undo/", colleagues.undo_removal, name="undo_removal"),
    path(f"{PRACTICE}/people/leave/", colleagues.leave_practice, name="leave_practice"),
    path(f"{PRACTICE}/settings/", practices.practice_settings, name="practice_settings"),
    path(f"{PRACTICE}/settings/emails/", practices.practice_mails, name="practice_mails"),
    path("invitation/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("b/<slug:slug>/practice/", practice_choice.choose_practice, name="choose_practice"),
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
    path("b/<slug:slug>/team/remove/", departures.remove_member, name="remove_member"),
    path("b/<slug:slug>/team/end-access/", departures.end_access, name="end_access"),
    path("b/<slug:slug>/team/median/", people.count_in_median, name="count_in_median"),
    path("b/<slug:slug>/team/undo/", departures.undo_departure, name="undo_departure"),
    path("b/<slug:slug>/team/end-return/", departures.end_return, name="end_return"),
    path("b/<slug:slug>/team/leave/", departures.leave_business, name="leave_business"),
    path("b/<slug:slug>/activity/", activity.activity, name="activity"),
    path("b/<slug:slug>/activity.csv", activity.activity_csv, name="activity_csv"),
    path("b/<slug:slug>/delete/", deletion.delete_business, name="delete_business"),
    path("b/<slug:slug>/deleted/", deletion.deleted_business, name="deleted_business"),
    # Replaces allauth's page at this address. Emails still link to it by allauth's name for it.
    path("account/confirm-email/<str:key>/", proof.confirm_email, name="confirm_address"),
    path("account/whose/", claims.claims, name="claims"),
    path("account/delete/", deletion.delete_account, name="delete_account"),
    path("account/closing/", deletion.closing_account, name="closing_account"),
]
