"""Browsers and devices, named well enough for people to recognise their own."""

from django.utils.translation import gettext

# The first word found in a browser's own description names it; the order matters,
# because most of them also claim to be one of the others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """Firefox on Windows: enough to recognise one's own devices."""
    names = [
        next((name for word, name in words if word in user_agent), "")
        for words in (BROWSERS, DEVICES)
    ]
    if not all(names):
        return names[0] or names[1] or gettext("Unknown browser")
    return gettext("%(browser)s on %(device)s") % {"browser": names[0], "device": names[1]}
