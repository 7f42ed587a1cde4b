"""A plugin for pytest with which Slipcover removes its probes seldom, but many at a time.

To remove them, it goes through all functions of ours, which takes a sixth of a second of CPU time.
By default, any line that ran fifty times makes it do so. Only its own command has an option for
this, and the workers of pytest-xdist have none.
"""

from functools import partial
from typing import Any

import slipcover

RUNS = 5_000
"""How often a line runs before its probe is removed, with those of all other lines that ran."""

measuring_workers: Any = partial(slipcover.Slipcover, d_miss_threshold=RUNS)
slipcover.Slipcover = measuring_workers
