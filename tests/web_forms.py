"""The forms of a page as a browser sees them: what they show, and what they would send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSENT = {"submit", "button", "reset", "image", "file"}
TYPED = {"text", "email", "search", "tel", "url", "number", "textarea"}


@dataclass
class WebForm:
    """One form: where it goes, and its fields with the values they show."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    @property
    def texts(self) -> list[str]:
        """The fields that people type into, without passwords."""
        return [name for name, kind in self.kinds.items() if kind in TYPED]

    def sent(self, changed: Mapping[str, str | list[str]] | None = None) -> dict[str, list[str]]:
        """Return what a browser sends after these fields were changed."""
        new = {k: v if isinstance(v, list) else [v] for k, v in (changed or {}).items()}
        return {**self.fields, **new}

    def value(self, name: str) -> str:
        return "\n".join(self.fields.get(name, []))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[WebForm] = []
        self.form: WebForm | None = None
        self.select = self.textarea = ""
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = WebForm(facts.get("action", ""), facts.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input":
            self._read_input(self.form, facts)
        elif tag == "button":
            self.form.buttons.append((facts.get("name", ""), facts.get("value", "")))
        elif tag in {"select", "option"}:
            self._read_list(self.form, tag, facts)
        elif tag == "textarea":
            self.textarea, self.words = facts["name"], ""
            self.form.kinds[self.textarea] = "textarea"

    def _read_list(self, form: WebForm, tag: str, facts: dict[str, str]) -> None:
        if tag == "select":
            self.select = facts["name"]
            form.kinds[self.select] = "select"
        elif self.select:
            form.choices.setdefault(self.select, []).append(facts.get("value", ""))
            # The first option of a list counts as chosen until another one is.
            if "selected" in facts or self.select not in form.fields:
                form.fields[self.select] = [facts.get("value", "")]

    def _read_input(self, form: WebForm, facts: dict[str, str]) -> None:
        name, kind = facts.get("name", ""), facts.get("type", "text")
        if not name or "disabled" in facts:
            return
        form.kinds.setdefault(name, kind)
        if "inputmode" in facts:
            form.numbers.add(name)
        if kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(facts.get("value", "on"))
            if "checked" in facts:
                form.fields.setdefault(name, []).append(facts.get("value", "on"))
        elif kind not in UNSENT:
            form.fields.setdefault(name, []).append(facts.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if self.form is None:
            return
        if tag == "textarea":
            # HTML drops a line break right after the tag.
            text = self.words.removeprefix("\r\n").removeprefix("\n")
            self.form.fields.setdefault(self.textarea, []).append(text)
            self.textarea = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.form = None


def forms_in(page: str) -> list[WebForm]:
    """Return the forms of a page that are sent with POST."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]


def ticked(page: str) -> list[str]:
    """Return the names of the choices that a page shows as made, each as often as it is."""
    kinds = {"radio", "checkbox"}
    return [
        name
        for form in forms_in(page)
        for name, values in form.fields.items()
        if form.kinds[name] in kinds
        for _ in values
    ]


def form_with(page: str, *names: str) -> WebForm:
    """Return the form of a page that has all these fields."""
    return next(form for form in forms_in(page) if set(names) <= set(form.kinds))
