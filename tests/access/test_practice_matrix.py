"""The pages of a practice for each of its roles, and for everybody else.

200: a page. 302: a redirect, after a form was sent. 403: the role does not allow it. 404: the
visitor must not learn that the practice exists. 405: the URL accepts only POST.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.parties.consultancies.models import ConsultancyMember, ConsultancyRole
from tests.access.matrix import read
from tests.access.urls import our_paths
from tests.factories import (
    confirm,
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_model_version,
    make_user,
)
from tests.kept import kept

# Other: the admin of another practice. Owner: the owner of a client. Stranger: somebody without
# any business or practice.
LOOKS = read("""
                             admin consultant assistant other owner stranger
portfolio                     200     200        200     404   404    404
practice_people               200     200        200     404   404    404
practice_settings             200     200        200     404   404    404
practice_branding             200     200        200     404   404    404
leave_practice                200     200        200     404   404    404
compare                       200     200        200     404   404    404
bulk_reports                  200     200        200     404   404    404
branding_preview              200     200        200     404   404    404
add_client                    200     200        200     404   404    404
prepare_business              200     200        200     404   404    404
access_requests               200     200        200     404   404    404
cancel_request                405     405        405     404   404    404
resend_request                405     405        405     404   404    404
tag_clients                   200     200        200     404   404    404
untag_clients                 405     405        405     404   404    404
new_view                      200     200        200     404   404    404
import_clients                200     200        200     404   404    404
write_to_clients              200     200        200     404   404    404
empty_list_csv                    200     200        200     404   404    404
delete_view                   405     405        405     404   404    404
former_clients                200     200        403     404   404    404
former_clients_file           200     200        403     404   404    404
remove_colleague              200     403        403     404   404    404
invite_colleague              405     403        403     404   404    404
invite_colleague_again        405     403        403     404   404    404
cancel_colleagues_invitation  405     403        403     404   404    404
undo_removal                  405     403        403     404   404    404
change_colleagues_role        405     403        403     404   404    404
practice_mails                405     405        405     404   404    404
former_clients                200     200        403     404   404    404
former_clients_file           200     200        403     404   404    404
""")
SENDS = read("""
                             admin consultant assistant other owner stranger
practice_settings             302     403        403     404   404    404
practice_branding             302     403        403     404   404    404
practice_mails                302     302        302     404   404    404
leave_practice                302     302        302     404   404    404
remove_colleague              302     403        403     404   404    404
invite_colleague              200     403        403     404   404    404
invite_colleague_again        404     403        403     404   404    404
cancel_colleagues_invitation  404     403        403     404   404    404
undo_removal                  404     403        403     404   404    404
change_colleagues_role        302     403        403     404   404    404
""")
ROLES = ["admin", "consultant", "assistant"]


@kept
def member(db: None) -> ConsultancyMember:
    """The assistant of a practice that has a client."""
    make_model_version()
    owner, admin = make_user("owner"), make_user("admin")
    make_engagement(make_business(owner=owner), admin)
    practice = make_consultancy(admin=admin)
    make_colleague(practice, make_user("consultant"), ConsultancyRole.CONSULTANT)
    make_consultancy("Other", admin=make_user("other"))
    make_user("stranger")
    return make_colleague(practice, make_user("assistant"), ConsultancyRole.ASSISTANT)


def ask(reader: str, name: str, member: ConsultancyMember, fields: dict[str, Any] | None) -> int:
    """Open a page as this reader, or send its form; the form names the assistant."""
    client = Client()
    client.login(email=f"{reader}@example.com", password="seven warm loaves")
    confirm(client)
    url = reverse(name, args=[member.consultancy.slug])
    if fields is None:
        return client.get(url, {"member": member.pk}).status_code
    return client.post(url, {"member": member.pk, **fields}).status_code


def test_every_page_of_a_practice_is_in_the_table() -> None:
    assert set(LOOKS) == {path.name for path in our_paths() if path.takes == {"practice"}}


@pytest.mark.parametrize("name", LOOKS)
def test_who_opens_which_page(member: ConsultancyMember, name: str) -> None:
    found = {reader: ask(reader, name, member, None) for reader in LOOKS[name]}

    assert found == LOOKS[name]


@pytest.mark.parametrize("name", SENDS)
def test_who_sends_which_form(member: ConsultancyMember, name: str) -> None:
    fields = {"role": "consultant", "name": "North Star", "colour": "", "mails": []}

    # The admin comes last, because what they send may take the assistant out.
    found = {reader: ask(reader, name, member, fields) for reader in reversed(SENDS[name])}

    assert found == SENDS[name]


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_offer_only_what_the_role_allows(member: ConsultancyMember, role: str) -> None:
    client = Client()
    client.force_login(member.consultancy.members.get(role=role).user)
    slug = [member.consultancy.slug]

    pages = [
        client.get(reverse(name, args=slug)).text for name in LOOKS if LOOKS[name][role] == 200
    ]

    offered = {
        name
        for name in SENDS
        for page in pages
        if f'action="{reverse(name, args=slug)}"' in page or f'"{reverse(name, args=slug)}?' in page
    }
    assert offered <= {name for name, line in SENDS.items() if line[role] != 403}
