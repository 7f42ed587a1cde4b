"""What a person might type into each field of a form."""

from tests.web_forms import WebForm

SPECIAL = {"colour": "#142E3E", "code": "BCDF-GHJK"}
SHORT = "“{}” & <more>, é"
LONG = "“For here?” <b>Ask</b> every time & smile ({}).\r\nTwice on Sundays, schön."


def typed_into(form: WebForm) -> dict[str, list[str]]:
    """Return what is sent after every text field was filled in, and every choice was made."""
    # As the first button would send it, which the Enter key presses, too.
    button = {name: [value] for name, value in form.buttons[:1] if name}
    typed = form.sent() | button
    for name, choices in form.choices.items():
        typed.setdefault(name, [next(filter(None, choices), "")])
    for name in form.texts:
        typed[name] = [text_for(form, name)]
    return typed


def text_for(form: WebForm, name: str) -> str:
    last = name.rpartition("-")[2]
    if form.kinds[name] == "email" or last in {"email", "login"}:
        return "ann.smith@example.com"
    if name in form.numbers:
        return "16"
    if form.kinds[name] == "textarea":
        return LONG.format(name)
    return SPECIAL.get(last, SHORT.format(last))
