"""Records which files a call runs through, and where it goes back up to a higher layer."""

import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from types import FrameType
from typing import Any

from tests.architecture.files import ROOT

PRODUCT = f"{ROOT}/assessment/"
LEVELS = 3
"""The depths of the product, a wing and a room; the next one is a layer of the room."""


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a module: its wing, room and layer, as far as it has them."""

    module: str

    @property
    def parts(self) -> list[str]:
        return self.module.split(".")

    def heights(self) -> list[tuple[str, int | None]]:
        """Return the containers of the module with their heights, where 0 is the top."""
        found = []
        for depth in range(1, min(len(self.parts), LEVELS + 1)):
            container = ".".join(self.parts[:depth])
            found.append((self.parts[depth], layers_of(container).get(self.parts[depth])))
        return found

    def is_above(self, other: "Place") -> bool:
        """Tell whether this is higher, by the first of wing, room and layer that differs."""
        for (ours, our_height), (theirs, their_height) in zip(
            self.heights(), other.heights(), strict=False
        ):
            if ours != theirs:
                if our_height is None or their_height is None:
                    return False
                return our_height < their_height
        return False


@cache
def layers_of(container: str) -> dict[str, int]:
    """Return the depth of each layer of a container, from the contracts in pyproject.toml."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {
        name.strip(" ()"): height
        for contract in linter["contracts"]
        if contract["type"] == "layers" and container in contract.get("containers", ())
        for height, layer in enumerate(contract["layers"])
        for name in layer.split("|")
    }


@dataclass
class Walk:
    """The files that ran, and the climbs as pairs of caller and function called."""

    files: set[str] = field(default_factory=set)
    climbs: set[tuple[str, str]] = field(default_factory=set)

    def story(self, wing: str) -> list[str]:
        """Return the files of a wing to read to follow the walk, without its vocabulary."""
        return sorted(f for f in self.files if wing_of(f) == wing and not is_vocabulary(f))

    def beneath(self, wing: str) -> list[str]:
        """Return the files of the wings below, down to those that every room can use."""
        lower = layers_of("assessment")
        return sorted(
            file
            for file in self.files
            if lower[wing] < lower[wing_of(file)] < lower["templatetags"]
            and not is_vocabulary(file)
        )


def wing_of(file: str) -> str:
    return Place(module_of(file)).parts[1]


def is_vocabulary(file: str) -> bool:
    """Tell whether a file is in the layer of the models or below."""
    parts = Place(module_of(file)).parts
    floors = layers_of(".".join(parts[:LEVELS]))
    floor = floors.get(parts[LEVELS]) if len(parts) > LEVELS else None
    return floor is not None and floor >= floors["models"]


def walk_of(call: Callable[[], Any], *, start: str = "") -> Walk:
    """Record which files of assessment/ run during a call.

    `start` is the file and name of the first function to count, such as
    `outputs/reports/views/reports.py:report`. Everything before it is ignored.
    """
    walk, started = Walk(), not start

    def on_call(frame: FrameType, event: str, _fact: object) -> None:
        nonlocal started
        if event != "call" or not is_ours(frame):
            return
        started = started or f"{file_of(frame)}:{frame.f_code.co_name}" == f"assessment/{start}"
        if started:
            step(walk, frame)

    # A profiler sees only calls, so it slows the test down much less than a tracer.
    sys.setprofile(on_call)
    try:
        call()
    finally:
        sys.setprofile(None)
    return walk


def step(walk: Walk, frame: FrameType) -> None:
    called = file_of(frame)
    caller = nearest_caller(frame)
    # The first step is called by a test or by Django, which are not in any layer.
    if caller and walk.files and goes_up(caller, called):
        walk.climbs.add((caller, f"{called}:{frame.f_code.co_name}"))
    walk.files.add(called)


@cache
def goes_up(caller: str, called: str) -> bool:
    return Place(module_of(called)).is_above(Place(module_of(caller)))


def nearest_caller(frame: FrameType) -> str | None:
    """Return the nearest calling file of ours, skipping any frames of Django in between."""
    above = frame.f_back
    while above is not None and not is_ours(above):
        above = above.f_back
    return above and file_of(above)


def is_ours(frame: FrameType) -> bool:
    """Tell whether a frame is a function of the product, not code that runs on import."""
    return frame.f_code.co_filename.startswith(PRODUCT) and frame.f_code.co_name != "<module>"


def file_of(frame: FrameType) -> str:
    return frame.f_code.co_filename.removeprefix(f"{ROOT}/")


def module_of(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
