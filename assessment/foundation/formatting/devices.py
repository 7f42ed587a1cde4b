"""Names of browsers and devices, so that people can recognise their own."""

from django.utils.translation import gettext

# The first match in the User-Agent header wins. The order matters, because most browsers also
# claim to be one of the others: Edge and Opera say Chrome, and Chrome says Safari.
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
    """Name the browser and device, such as `Firefox on Windows`."""
    names = [
        next((name for word, name in words if word in user_agent), "")
        for words in (BROWSERS, DEVICES)
    ]
    if not all(names):
        return names[0] or names[1] or gettext("Unknown browser")
    return gettext("%(browser)s on %(device)s") % {"browser": names[0], "device": names[1]}
