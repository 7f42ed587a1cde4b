"""Filters that format numbers, dates and remarks for pages, emails and reports, and our address."""

from django import template
from django.conf import settings

from assessment.domain.scoring.scores import shown
from assessment.foundation.formatting.dates import (
    clock,
    day,
    day_in_year,
    day_near,
    quarter_months,
    quarter_name,
    weekday,
)
from assessment.foundation.formatting.devices import browser
from assessment.foundation.formatting.money import cost, currency_sign, money, up_to
from assessment.foundation.formatting.numbers import (
    exact_hours,
    exact_number,
    hours,
    spelt_out,
    steps,
    team_hours,
)
from assessment.foundation.formatting.remarks import said
from assessment.foundation.formatting.text import breakable
from assessment.foundation.parsing.addresses import shown_address

register = template.Library()

for plain in (
    breakable,
    browser,
    cost,
    currency_sign,
    day_near,
    exact_hours,
    exact_number,
    hours,
    money,
    quarter_months,
    quarter_name,
    said,
    shown,
    shown_address,
    spelt_out,
    steps,
    team_hours,
    up_to,
):
    register.filter(plain)
for of_a_moment in (clock, day, day_in_year, weekday):
    # Without expects_localtime, a moment in UTC near midnight would show the wrong day.
    register.filter(expects_localtime=True)(of_a_moment)


@register.simple_tag
def contact_email() -> str:
    """Return the address for help, which pages without a request also show."""
    return settings.CONTACT_EMAIL
