"""Reading the emails that tests have caused."""

import re

from django.core.mail import EmailMultiAlternatives


def path_in(mail: EmailMultiAlternatives) -> str:
    """Return the path of the first link in an email."""
    found = re.search(r"http://testserver(\S+)", str(mail.body))
    assert found
    return found[1]
