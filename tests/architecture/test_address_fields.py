"""Every email address that people give is read in one way, and every such place is listed here."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.core.context import request_context
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory
from django.utils.module_loading import import_string

from assessment.domain.exchange.structuring import Unfit
from assessment.foundation.accounts import forms as accounts
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.addresses import AddressField
from assessment.journey.planning.models import PlanItem
from assessment.journey.tracking.forms import HandOverForm
from assessment.outputs.portability.presenters import column_rules
from assessment.outputs.sharing.forms import ShareForm
from assessment.parties.engagements.forms.answers import InviteConsultantForm
from assessment.parties.engagements.forms.requests import AskForm, HandOverBusinessForm
from assessment.parties.settings.forms.invitations import ColleagueForm, InvitationForm
from tests.architecture.files import ROOT, nodes_of
from tests.architecture.our_forms import our_forms
from tests.architecture.test_number_fields import TODAY

TYPED = {
    "Pia@Exämple.ORG": "pia@xn--exmple-cua.org",
    "pia@example.org\u200b": "pia@example.org",
    "\ufeff pia@example.org.\t": "pia@example.org",
    "ｐｉａ＠ｅｘａｍｐｌｅ．ｏｒｇ": "pia@example.org",
    "\u202apia@example.org\u202c": "pia@example.org",
}
REFUSED = {
    "ada": "Enter the full email address, like name@example.com.",
    "ada@gmail": "Enter the full email address, like name@example.com.",
    '"ada"@example.org': "Enter the full email address, like name@example.com.",
    "Ada <ada@example.org>": "Enter the full email address, like name@example.com.",
    "ada@example.org, bo@example.org": "Enter one address with a single @ sign, like "
    "name@example.com.",
    "ädа@example.org": "We can only send to addresses with the letters a to z before the @ sign.",
    f"{'a' * 65}@example.org": "Enter a shorter address, with up to 64 characters before the @ "
    "sign.",
    f"ada@{'a.' * 130}org": "Enter a shorter address, of up to 254 characters.",
}

Build = Callable[[], forms.Form]
PLACES: dict[str, tuple[str, Build]] = {
    "SignUpForm": ("email", accounts.SignUpForm),
    "LoginForm": ("login", accounts.LoginForm),
    "RequestLoginCodeForm": ("email", accounts.RequestLoginCodeForm),
    "ResetPasswordForm": ("email", accounts.ResetPasswordForm),
    "ChangeAddressForm": ("email", accounts.ChangeAddressForm),
    "InvitationForm": ("email", InvitationForm),
    "ColleagueForm": ("email", ColleagueForm),
    "AskForm": ("email", lambda: AskForm(today=TODAY)),
    "HandOverBusinessForm": ("email", lambda: HandOverBusinessForm(today=TODAY)),
    "InviteConsultantForm": ("email", lambda: InviteConsultantForm(today=TODAY)),
    "HandOverForm": ("email", lambda: HandOverForm(item=PlanItem())),
    "ShareForm": ("email", lambda: ShareForm(verified=True)),
}
COLUMNS = {
    "AccessInvitation.email": "InviteConsultantForm",
    "AccessRequest.email": "AskForm",
    "ConsultancyInvitation.email": "ColleagueForm",
    "HandOver.email": "HandOverForm",
    "Invitation.email": "InvitationForm",
    "Pause.helper_email": "HandOverForm",
    "MailedClient.email": "AskForm",
    "PreparedBusiness.owner_email": "AskForm",
    # Its form reads a list of lines, each by the same rules.
    "PulseAddress.email": "ShareForm",
    "OutgoingMail.to": "InvitationForm",
    "PlanItem.helper_email": "HandOverForm",
    "Reminder.helper_email": "HandOverForm",
    "SharedLink.email": "ShareForm",
    "User.email": "SignUpForm",
}
"""Columns with addresses, and the form whose addresses they store."""


@pytest.fixture(autouse=True)
def a_request() -> Iterator[None]:
    with request_context(RequestFactory().get("/")):
        yield


def field_of(place: str) -> forms.Field:
    name, build = PLACES[place]
    return build().fields[name]


def test_every_form_with_an_address_is_in_the_table() -> None:
    theirs = [import_string(path) for path in settings.ACCOUNT_FORMS.values()]
    found = {
        form.__name__
        for form in {*our_forms(), *theirs}
        if any(isinstance(field, forms.EmailField) for field in form.base_fields.values())
    }

    # Allauth adds the field of this form while it is built.
    assert found | {"LoginForm"} == set(PLACES)


def test_every_column_with_an_address_is_in_the_table() -> None:
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("assessment").get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 - public
        if isinstance(field, models.EmailField)
    }

    assert found == set(COLUMNS)
    assert set(COLUMNS.values()) <= set(PLACES)


def test_no_module_makes_an_address_field_of_its_own() -> None:
    found = set()
    for path in sorted((ROOT / "assessment").rglob("*.py")):
        for node in nodes_of(path):
            if isinstance(node, ast.Attribute) and node.attr in {"EmailField", "EmailInput"}:
                of = node.value.id if isinstance(node.value, ast.Name) else ""
                found |= {path.relative_to(ROOT)} if of == "forms" else set()

    assert found == {Path("assessment/foundation/parsing/addresses.py")}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("typed", "normal"), TYPED.items())
def test_an_address_gets_its_normal_form_everywhere(place: str, typed: str, normal: str) -> None:
    assert field_of(place).clean(typed) == normal


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("typed", "says"), REFUSED.items())
def test_what_cannot_be_an_address_is_explained_everywhere(
    place: str, typed: str, says: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        field_of(place).clean(typed)

    assert refusal.value.messages == [says]


@pytest.mark.parametrize("place", PLACES)
def test_keyboards_do_not_correct_an_address(place: str) -> None:
    field = field_of(place)

    assert isinstance(field, AddressField)
    attributes = field.widget.attrs
    assert (attributes["autocapitalize"], attributes["spellcheck"]) == ("none", "false")
    assert "placeholder" not in attributes


@pytest.mark.parametrize(("typed", "normal"), TYPED.items())
def test_an_imported_address_gets_its_normal_form(typed: str, normal: str) -> None:
    assert column_rules.address().read(typed) == normal


@pytest.mark.parametrize("typed", REFUSED)
def test_an_import_names_what_cannot_be_an_address(typed: str) -> None:
    with pytest.raises(Unfit, match="must be an email address"):
        column_rules.address().read(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "normal"), TYPED.items())
def test_an_account_made_on_the_command_line_gets_the_normal_form(typed: str, normal: str) -> None:
    assert User.objects.create_user(typed).email == normal
