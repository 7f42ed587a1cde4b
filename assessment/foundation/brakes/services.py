"""Count attempts and say how long to wait; a brake lasts until its window ends."""

import logging
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from assessment.foundation.brakes.devices import Device
from assessment.foundation.brakes.limits import LIMITS, Counted, Limit, Scope
from assessment.foundation.brakes.models import Brake
from assessment.foundation.brakes.sources import account_name, mailbox_of, source_of, subjects_of

log = logging.getLogger(__name__)

DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"

# One statement for all windows, so that simultaneous attempts are all counted and no more than the
# limit get through. Attempts beyond it are counted, too, but never make the window longer.
UPSERT = """
INSERT INTO assessment_brake (key, count, ends_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN assessment_brake.ends_at <= %s THEN excluded.count
               ELSE assessment_brake.count + excluded.count END,
  ends_at = CASE WHEN assessment_brake.ends_at <= %s THEN excluded.ends_at
                 ELSE assessment_brake.ends_at END
"""


def count_attempt(request: HttpRequest, what: Counted, *, account: str = "", at: datetime) -> int:
    """Count an attempt, and return how many seconds it has to wait; 0 if it is allowed.

    A device that has signed in to this account before is counted on its own. Everybody else is
    counted from the site down to the mailbox. Counting ends at the first limit that is exceeded, so
    that refused attempts leave no rows for accounts.
    """
    device = Device.of(request)
    if device.counts_alone(account):
        return count(what, Scope.DEVICE, f"{device.name} {account_name(account)}", at=at)
    subjects = subjects_of(source_of(request))
    if account:
        subjects[Scope.ACCOUNT] = mailbox_of(account)
    for scope, subject in subjects.items():
        if wait := count(what, scope, subject, at=at):
            log.warning("braked: what=%s scope=%s", what, scope)
            return wait
    return 0


def count(what: Counted, scope: Scope, subject: str, *, at: datetime, weight: int = 1) -> int:
    """Count for one subject, and return the seconds to wait; 0 if there is room left."""
    limits = LIMITS[what].get(scope, ())
    if not limits:
        return 0
    keys = {_key(what, scope, limit, subject): limit for limit in limits}
    _add(keys, weight, at)
    return _wait(keys, at)


def wait_for(what: Counted, scope: Scope, subject: str, *, at: datetime) -> int:
    """Return the seconds to wait without counting anything."""
    limits = LIMITS[what].get(scope, ())
    return _wait({_key(what, scope, limit, subject): limit for limit in limits}, at)


def was_counted(what: Counted, scope: Scope, subject: str, *, at: datetime) -> bool:
    """Tell whether something was counted within its window; one query, which counts nothing."""
    keys = [_key(what, scope, limit, subject) for limit in LIMITS[what].get(scope, ())]
    return Brake.objects.filter(key__in=keys, ends_at__gt=at, count__gt=0).exists()


def take_back(what: Counted, scope: Scope, subject: str) -> None:
    """Take one attempt back, for example because the password was right after all."""
    keys = [_key(what, scope, limit, subject) for limit in LIMITS[what].get(scope, ())]
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


def _key(what: Counted, scope: Scope, limit: Limit, subject: str) -> str:
    return salted_hmac(
        "assessment.brakes", f"{what} {scope} {limit.seconds} {subject}", algorithm="sha256"
    ).hexdigest()


def _add(keys: dict[str, Limit], weight: int, at: datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value
    rows: list[Any] = []
    # In the same order everywhere, so that two statements never wait for each other.
    for key, limit in sorted(keys.items()):
        rows += [key, weight, moment(at + timedelta(seconds=limit.seconds))]
    statement = UPSERT.format(rows=", ".join(["(%s, %s, %s)"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*rows, moment(at), moment(at)])


def _wait(keys: dict[str, Limit], at: datetime) -> int:
    full = Brake.objects.filter(key__in=keys, ends_at__gt=at)
    waits = [ceil((b.ends_at - at).total_seconds()) for b in full if b.count > keys[b.key].most]
    return max(waits, default=0)
