"""Count attempts and say how long to wait; nothing but the end of its window frees a brake."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from assessment.foundation.brakes.devices import Device
from assessment.foundation.brakes.limits import LIMITS, Action, Limit, Scope
from assessment.foundation.brakes.models import Brake
from assessment.foundation.brakes.sources import account_name, source_of, subjects_of

log = logging.getLogger(__name__)

DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"

# One statement for all windows, so that two simultaneous attempts are both counted. What comes in
# after the limit is counted, too, but never makes the window longer.
UPSERT = """
INSERT INTO assessment_brake (key, count, ends_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN assessment_brake.ends_at <= %s THEN excluded.count
               ELSE assessment_brake.count + excluded.count END,
  ends_at = CASE WHEN assessment_brake.ends_at <= %s THEN excluded.ends_at
                 ELSE assessment_brake.ends_at END
"""


def hold(request: HttpRequest, action: Action, *, account: str = "", at: datetime) -> int:
    """Count an attempt, and return the seconds to wait before the next; 0 if it is allowed.

    A device that has signed in to this account before is counted by itself alone. Everybody else
    is counted from the site down to the account. The first limit that is exceeded ends it, so
    that refused attempts leave no rows behind.
    """
    device = Device.of(request)
    if device.knows(account):
        return count(action, Scope.DEVICE, f"{device.name} {account_name(account)}", at=at)
    subjects = subjects_of(source_of(request))
    if account:
        subjects[Scope.ACCOUNT] = account_name(account)
    for scope, subject in subjects.items():
        if wait := count(action, scope, subject, at=at):
            log.warning("braked: action=%s scope=%s", action, scope)
            return wait
    return 0


def count(action: Action, scope: Scope, subject: str, *, at: datetime, weight: int = 1) -> int:
    """Count for one subject, and return the seconds to wait; 0 if there is room left."""
    limits = LIMITS[action].get(scope, ())
    if not limits:
        return 0
    keys = {_key(action, scope, limit, subject): limit for limit in limits}
    _add(keys, weight, at)
    return _wait(keys, at)


def wait_for(action: Action, scope: Scope, subject: str, *, at: datetime) -> int:
    """Return the seconds to wait without counting anything."""
    limits = LIMITS[action].get(scope, ())
    return _wait({_key(action, scope, limit, subject): limit for limit in limits}, at)


def take_back(action: Action, scope: Scope, subject: str) -> None:
    """Take one attempt back, for example because the password was right after all."""
    keys = [_key(action, scope, limit, subject) for limit in LIMITS[action].get(scope, ())]
    Brake.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1)


def purge(*, at: datetime) -> int:
    """Delete the rows whose window has ended, and return how many.

    Django only deletes expired rows of the cache table when somebody asks for them.
    """
    cache = settings.CACHES["default"]
    if cache["BACKEND"] == DATABASE_CACHE:
        table, moment = cache["LOCATION"], connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"DELETE FROM {quoted} WHERE expires < %s", [moment])  # noqa: S608
    return Brake.objects.filter(ends_at__lte=at).delete()[0]


def _key(action: Action, scope: Scope, limit: Limit, subject: str) -> str:
    return salted_hmac(
        "assessment.brakes", f"{action} {scope} {limit.seconds} {subject}", algorithm="sha256"
    ).hexdigest()


def _add(keys: dict[str, Limit], weight: int, at: datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value
    rows: list[object] = []
    # In the same order everywhere, so that two statements never wait for each other.
    for key, limit in sorted(keys.items()):
        rows += [key, weight, moment(at + timedelta(seconds=limit.seconds))]
    statement = UPSERT.format(rows=", ".join(["(%s, %s, %s)"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*rows, moment(at), moment(at)])


def _wait(keys: dict[str, Limit], at: datetime) -> int:
    full: Sequence[Brake] = Brake.objects.filter(key__in=keys, ends_at__gt=at)
    waits = [ceil((b.ends_at - at).total_seconds()) for b in full if b.count > keys[b.key].most]
    return max(waits, default=0)
