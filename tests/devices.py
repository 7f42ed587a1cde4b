"""Browsers that have signed in before."""

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.devices import Device


def remember(client: Client, user: User) -> None:
    """Give a client the cookie that signing in would give it."""
    response = HttpResponse()
    Device().remember(response, user.email)
    client.cookies[settings.DEVICE_COOKIE_NAME] = response.cookies[
        settings.DEVICE_COOKIE_NAME
    ].value
