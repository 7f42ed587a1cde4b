"""Every name that people give is read in one way, and every such place is listed here."""

from collections.abc import Callable, Iterator

import pytest
from allauth.core.context import request_context
from django import forms
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from assessment.consulting.branding.forms import BrandForm
from assessment.consulting.importing.forms import ListForm
from assessment.consulting.portfolio.forms import TagForm, ViewForm
from assessment.consulting.sessions.forms import AgreedForm, LaterForm, SigningForm
from assessment.foundation.accounts.forms import ProfileForm, SignUpForm
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.names import NameField
from assessment.journey.planning.forms.scenarios import NameForm
from assessment.journey.planning.models import PlanItem
from assessment.journey.tracking.forms import HandOverForm, NewOwnForm, OwnForm
from assessment.outputs.sharing.forms import ShareForm
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Brand, Consultancy
from assessment.parties.engagements.forms.answers import AnswerRequestForm, WhichPracticeForm
from assessment.parties.engagements.forms.requests import AskForm, PrepareForm
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.settings.forms.businesses import NamedDescriptionForm, SettingsForm
from assessment.parties.settings.forms.practices import PracticeForm, PracticeSettingsForm
from assessment.voices.surveys.forms.setting_up import HideForm
from tests.architecture.our_forms import our_forms
from tests.architecture.test_number_fields import TODAY, described
from tests.factories import NOON

Build = Callable[[], forms.BaseForm]
PLACES: dict[str, tuple[str, Build]] = {
    "SignUpForm.business": ("business", SignUpForm),
    "SignUpForm.practice": ("practice", SignUpForm),
    "SignUpForm.name": ("name", SignUpForm),
    "PracticeForm.name": ("name", PracticeForm),
    "PracticeSettingsForm.name": (
        "name",
        lambda: PracticeSettingsForm(consultancy=Consultancy()),
    ),
    "ProfileForm.name": ("name", lambda: ProfileForm(instance=User(), stored={})),
    "NamedDescriptionForm.name": ("name", lambda: described(NamedDescriptionForm)(None)),
    "SettingsForm.name": ("name", lambda: described(SettingsForm, Business())(None)),
    "BrandForm.footer": ("footer", lambda: BrandForm(brand=Brand())),
    "BrandForm.sender_name": ("sender_name", lambda: BrandForm(brand=Brand())),
    "HandOverForm.name": ("name", lambda: HandOverForm(item=PlanItem())),
    "AskForm.business_name": ("business_name", lambda: AskForm(today=TODAY)),
    "PrepareForm.name": ("name", PrepareForm),
    "PrepareForm.owner_name": ("owner_name", PrepareForm),
    "AnswerRequestForm.name": (
        "name",
        lambda: AnswerRequestForm(
            asked=AccessRequest(level="see", consultancy=Consultancy()), businesses=(), today=TODAY
        ),
    ),
    "WhichPracticeForm.name": ("name", lambda: WhichPracticeForm(practices=())),
    "HideForm.reason": ("reason", HideForm),
    "AgreedForm.text": ("text", lambda: AgreedForm(today=NOON.date())),
    "AgreedForm.who": ("who", lambda: AgreedForm(today=NOON.date())),
    "LaterForm.text": ("text", LaterForm),
    "SigningForm.for_practice": ("for_practice", SigningForm),
    "SigningForm.for_business": ("for_business", SigningForm),
    "ShareForm.for_whom": ("for_whom", lambda: ShareForm(verified=True)),
    "NameForm.name": ("name", NameForm),
    "ListForm.tag": ("tag", ListForm),
    "TagForm.tag": ("tag", TagForm),
    "ViewForm.view": ("view", ViewForm),
    "OwnForm.title": ("title", lambda: OwnForm(areas=(), currency="GBP")),
    "NewOwnForm.title": (
        "title",
        lambda: NewOwnForm(areas=(), currency="GBP", people=(), today=TODAY),
    ),
}
OTHER_LINES = {
    "AnswerForm.note",
    "AnswerForm.reason",
    "BrandForm.accent",
    "BrandForm.colour",
    "BrandForm.contact",
    "CodeForm.code",
    "CodeOfPosterForm.code",
    "ConfirmLoginCodeForm.code",
    "GalleryForm.name",
    "NewOwnForm.key",
    "SignUpForm.username",
    "TypedNameForm.typed",
}
"""Colours, codes, hidden values, text in several lines, and a field that allauth takes away."""
INVISIBLE = [
    "\u200b",
    "\u200d\u200c",
    "\u202e\x01",
    "\u3164",
    "\u2800 ",
    "\ufe0f",
    "\u0301",
    "\u00ad",
]
KEPT = {
    "Café Lindgren": "Café Lindgren",
    "می\u200cخواهم": "می\u200cخواهم",
    "👩\u200d🍳 Crêpes": "👩\u200d🍳 Crêpes",
    "❤\ufe0f": "❤\ufe0f",
    "\ufeffBlue\u200b Door\u2060": "Blue Door",
    "李": "李",
    "¡&!": "¡&!",
}


@pytest.fixture(autouse=True)
def a_request() -> Iterator[None]:
    with request_context(RequestFactory().get("/")):
        yield


def is_a_line(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and type(field.widget) is forms.TextInput


def field_of(place: str) -> forms.Field:
    name, build = PLACES[place]
    return build().fields[name]


def test_every_line_of_text_in_a_form_is_a_name_or_listed_as_something_else() -> None:
    found = {
        f"{form.__name__}.{name}"
        for form in our_forms()
        for name, field in form.base_fields.items()
        if is_a_line(field) and not isinstance(field, forms.EmailField)
    }

    assert found - OTHER_LINES == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("typed", INVISIBLE)
def test_a_name_that_nobody_can_see_is_as_good_as_none(place: str, typed: str) -> None:
    field = field_of(place)
    assert isinstance(field, NameField)
    field.required = True

    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)

    assert refusal.value.messages == [field.error_messages["required"]]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("typed", "kept"), KEPT.items())
def test_what_can_be_seen_stays_with_its_joiners(place: str, typed: str, kept: str) -> None:
    assert field_of(place).clean(typed) == kept
