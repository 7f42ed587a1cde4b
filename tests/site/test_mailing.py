"""One mail, two parts, no line break in its head."""

from collections.abc import Sequence

import pytest
from django.core.mail import EmailMultiAlternatives

from assessment import mailing

URL = "https://cairn.example/" + "x" * 90

CONTEXTS = {
    "verify": {"url": URL},
    "code": {"code": "AB12-CD34"},
    "reset": {"url": URL},
    "known_account": {"url": URL},
    "unknown_account": {"url": URL},
    "security_notice": {"url": URL, "happened": "Your password was changed"},
    "invitation": {
        "url": URL,
        "inviter": "Ada",
        "business": "Café <Lindgren> & Co",
        "may_do": "You may answer.",
        "until": "1 January",
    },
}


def sent(mailoutbox: Sequence[EmailMultiAlternatives], name: str) -> EmailMultiAlternatives:
    mailing.send(name=name, to="ada@example.com", context=CONTEXTS[name])
    (mail,) = mailoutbox
    return mail


@pytest.mark.parametrize("name", CONTEXTS)
def test_both_parts_hold_the_way_on(
    mailoutbox: Sequence[EmailMultiAlternatives], name: str
) -> None:
    mail = sent(mailoutbox, name)

    ((page, mimetype),) = mail.alternatives
    way_on = CONTEXTS[name].get("url") or CONTEXTS[name]["code"]
    assert way_on in mail.body
    assert way_on in str(page)
    assert mimetype == "text/html"


@pytest.mark.parametrize("name", CONTEXTS)
def test_text_is_wrapped_and_links_stay_whole(
    mailoutbox: Sequence[EmailMultiAlternatives], name: str
) -> None:
    lines = str(sent(mailoutbox, name).body).splitlines()

    assert all(len(line) <= mailing.LINE or line.startswith("https://") for line in lines)


def test_a_name_is_escaped_in_the_page_and_plain_in_the_text(
    mailoutbox: Sequence[EmailMultiAlternatives],
) -> None:
    mail = sent(mailoutbox, "invitation")

    assert mail.subject == "Ada invites you to Café <Lindgren> & Co"
    assert "Café &lt;Lindgren&gt; &amp; Co" in str(mail.alternatives[0][0])


def test_a_line_break_cannot_become_a_header(
    mailoutbox: Sequence[EmailMultiAlternatives],
) -> None:
    evil = {**CONTEXTS["invitation"], "inviter": "Ada\nBcc: all@example.com"}

    mailing.send(name="invitation", to="ada@example.com", context=evil)

    # What stands behind the break is text of the mail, no header.
    assert mailoutbox[0].subject == "Ada"
    assert "Bcc" not in mailoutbox[0].message()
    assert mailoutbox[0].recipients() == ["ada@example.com"]
