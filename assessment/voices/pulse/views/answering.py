"""The pages on which staff answer, without an account. Nothing is stored before they send."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from assessment.foundation.accounts.access import public
from assessment.foundation.brakes.limits import Counted
from assessment.foundation.brakes.services import count, wait_for
from assessment.foundation.brakes.sources import source_of, subjects_of
from assessment.voices.pulse import services
from assessment.voices.pulse.forms import (
    MOST_WORDS,
    AnswerOneForm,
    CodeOfPosterForm,
    LastWordsForm,
    OwnWordsField,
    SignedChoices,
)
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.presenters import Choices
from assessment.voices.pulse.queries import LinkState, PulseDoor, door_behind
from assessment.voices.pulse.tokens import as_code, in_groups

MOST_DIGITS = 2
"""Of the number of a question."""


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def pulse_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a poster, and go on to its page."""
    form = CodeOfPosterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("answer_pulse", in_groups(form.cleaned_data["code"]))
    status = 422 if form.is_bound else 200
    facts = {"form": form, "user": AnonymousUser()}
    return render(request, "voices/pulse/code.html", facts, status=status)


@public
@require_safe
def pulse_kept(request: HttpRequest) -> HttpResponse:
    """Say what is kept of the answers of staff, and for how long."""
    return render(request, "voices/pulse/kept.html", {"user": AnonymousUser()})


# CSRF protection is not needed: access depends on the token in the address and not on cookies, so
# another site could not forge a request. Without it, staff get no cookie at all.
@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_pulse(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is kept and who sees it; each POST shows the next page, and the last one sends."""
    at = timezone.now()
    code = as_code(token)
    if code and is_braked(request):
        return render(request, "voices/pulse/wait.html", {"user": AnonymousUser()}, status=429)
    door = door_behind(token, at)
    if door is None:
        if code:
            count_wrong_code(request)
        return nothing_there(request)
    with timezone.override(door.business.zone):
        if door.state != LinkState.OPEN:
            return ended(request, door)
        if request.method == "POST":
            return PulsePages(request, door, token).next_page()
        return PulsePages(request, door, token).start()


@public
@require_safe
def pulse_thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Thank somebody who has just answered, and say what happens now."""
    found = PulseRound.objects.filter(key=key, business__archived_at=None)
    round_ = found.select_related("business").first()
    if round_ is None:
        return nothing_there(request)
    with timezone.override(round_.business.zone):
        facts = {"round": round_, "business": round_.business, "user": AnonymousUser()}
        return render(request, "voices/pulse/thanks.html", facts)


class PulsePages:
    """One request of somebody who answers: what was chosen so far, and which page comes next."""

    def __init__(self, request: HttpRequest, door: PulseDoor, token: str) -> None:
        self.request, self.door, self.token = request, door, token
        version = door.round.model_version
        self.model = version.fitted_to(door.business.circumstances)
        self.items = self.model.pulse_items
        self.signed = SignedChoices(self.items, door.token_hash or door.round.key)
        self.choices = self.signed.read(request.POST.get("so_far", ""))

    def next_page(self) -> HttpResponse:
        """Return the page that the pressed button leads to."""
        button, _, number = self.request.POST.get("do", "").partition("-")
        if button == "next":
            return self.go_on(self.place())
        if button == "back":
            return self.go_back(self.place())
        if button == "change":
            self.keep_words()
            return self.question(self.place(number), changing=True)
        if button == "send":
            return self.send()
        return self.question(0)

    def place(self, typed: str | None = None) -> int:
        """Return the question of a button or the form; the number after the last is the end."""
        sent = self.request.POST.get("place", "") if typed is None else typed
        number = (
            int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= MOST_DIGITS else 0
        )
        return min(number, len(self.items))

    def go_on(self, place: int) -> HttpResponse:
        if place >= len(self.items):
            return self.last_page()
        form = self.answer_form(place)
        if not form.is_valid():
            return self.question(place, form=form, changing=self.choices.changing)
        self.choices = self.choices.with_choice(place, form.cleaned_data["a"])
        if self.choices.changing:
            return self.last_page()
        return self.question(place + 1) if place + 1 < len(self.items) else self.last_page()

    def go_back(self, place: int) -> HttpResponse:
        """Show the page before; what is chosen on this page is kept if it makes sense."""
        if place >= len(self.items):
            self.keep_words()
        elif (form := self.answer_form(place)).is_valid():
            self.choices = self.choices.with_choice(place, form.cleaned_data["a"])
        if self.choices.changing:
            return self.last_page()
        return self.question(place - 1) if place else self.start()

    def send(self) -> HttpResponse:
        form = LastWordsForm(self.request.POST)
        if self.choices.missing is not None:
            place = self.choices.missing
            return self.question(place, form=self.answer_form(place))
        if not form.is_valid():
            return self.last_page(form)
        words = form.cleaned_data["words"]
        try:
            services.send_answers(
                door=self.door, answers=self.choices.answers, words=words, at=timezone.now()
            )
        except services.LinkEnded:
            # Of two simultaneous requests, one has used the link up.
            return ended(self.request, self.door)
        return redirect("pulse_thanks", self.door.round.key)

    def keep_words(self) -> None:
        words = OwnWordsField().to_python(self.request.POST.get("words", ""))
        self.choices = Choices(chosen=self.choices.chosen, words=words[:MOST_WORDS])

    def answer_form(self, place: int) -> AnswerOneForm:
        item, chosen = self.items[place], self.choices.chosen[place]
        return AnswerOneForm(self.request.POST, item=item, chosen=chosen)

    # ---- pages

    def start(self) -> HttpResponse:
        return self.page("start", {"so_far": self.signed.written(self.choices)})

    def question(
        self, place: int, *, form: AnswerOneForm | None = None, changing: bool = False
    ) -> HttpResponse:
        place = min(place, len(self.items) - 1)
        self.choices = Choices(
            chosen=self.choices.chosen, words=self.choices.words, changing=changing
        )
        item = self.items[place]
        shown = form or AnswerOneForm(None, item=item, chosen=self.choices.chosen[place])
        facts = {
            "item": item,
            "form": shown,
            "place": place,
            "position": place + 1,
            "total": len(self.items),
            "instruction": self.model.pulse.instruction if self.model.pulse else "",
            "so_far": self.signed.written(self.choices),
        }
        return self.page("question", facts, status=422 if form else 200)

    def last_page(self, form: LastWordsForm | None = None) -> HttpResponse:
        if self.choices.missing is not None:
            return self.question(self.choices.missing)
        self.choices = Choices(chosen=self.choices.chosen, words=self.choices.words)
        facts = {
            "form": form or LastWordsForm(initial={"words": self.choices.words}),
            "total": len(self.items),
            "lines": self.choices.lines(self.items),
            "so_far": self.signed.written(self.choices),
        }
        return self.page("send", facts, status=422 if form else 200)

    def page(self, name: str, facts: dict[str, Any], status: int = 200) -> HttpResponse:
        known = {
            "round": self.door.round,
            "business": self.door.business,
            "pulse": self.model.pulse,
            "questions": len(self.items),
            "url": reverse("answer_pulse", args=[self.token]),
            # The person who is signed in on this device stays out of the page.
            "user": AnonymousUser(),
        }
        return render(self.request, f"voices/pulse/{name}.html", {**known, **facts}, status=status)


def ended(request: HttpRequest, door: PulseDoor) -> HttpResponse:
    """Say kindly that a link has been used, or that its round has closed."""
    facts = {
        "round": door.round,
        "business": door.business,
        "closed": door.state == LinkState.CLOSED,
        "user": AnonymousUser(),
    }
    return render(request, "voices/pulse/ended.html", facts, status=HTTPStatus.GONE)


def nothing_there(request: HttpRequest) -> HttpResponse:
    """Show the same page for links that never existed, were forged or are forgotten."""
    facts = {"user": AnonymousUser()}
    return render(request, "voices/pulse/unknown.html", facts, status=HTTPStatus.NOT_FOUND)


# Only wrong codes are counted. Counting right ones would store a trace of when somebody answered.


def is_braked(request: HttpRequest) -> bool:
    """Whether too many wrong codes came from there. This only reads."""
    at = timezone.now()
    subjects = subjects_of(source_of(request))
    return any(wait_for(Counted.PULSE_CODE, scope, who, at=at) for scope, who in subjects.items())


def count_wrong_code(request: HttpRequest) -> None:
    at = timezone.now()
    for scope, who in subjects_of(source_of(request)).items():
        count(Counted.PULSE_CODE, scope, who, at=at)
