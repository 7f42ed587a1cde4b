"""Filters for the printed report."""

from django import template

from assessment.foundation.formatting.contact_lines import line_direction
from assessment.foundation.formatting.dates import short_day
from assessment.foundation.formatting.numbers import signed
from assessment.foundation.formatting.text import bind, direction, isolated, left_to_right

register = template.Library()

for plain in (bind, direction, isolated, left_to_right, line_direction, short_day, signed):
    register.filter(plain)
