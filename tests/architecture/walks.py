"""Which files a call walks through, and where it climbs back up to a higher layer."""

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
"""The product, a wing, a room; what comes next is a floor."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a module stands: its wing, its room and its floor, as far as it has them."""

    module: str

    @property
    def parts(self) -> list[str]:
        return self.module.split(".")

    def heights(self) -> list[tuple[str, int | None]]:
        """What it stands in, with how far up that is; 0 is the top."""
        found = []
        for depth in range(1, min(len(self.parts), LEVELS + 1)):
            container = ".".join(self.parts[:depth])
            found.append((self.parts[depth], layers_of(container).get(self.parts[depth])))
        return found

    def is_above(self, other: "Place") -> bool:
        """Whether it stands higher, by the first of wing, room and floor that tells them apart."""
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
    """How far down each layer of a container lies, as the contracts in pyproject.toml have it."""
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
    """What ran: the files, and the climbs as pairs of who called and who was called."""

    files: set[str] = field(default_factory=set)
    climbs: set[tuple[str, str]] = field(default_factory=set)

    def story(self, wing: str) -> list[str]:
        """The files of a wing that somebody has to open to follow it, its vocabulary left out."""
        return sorted(f for f in self.files if wing_of(f) == wing and not is_vocabulary(f))

    def beneath(self, wing: str) -> list[str]:
        """Those of the wings below, as far down as what every room may use."""
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
    """Whether it stands on the floor of the models or below: what things are, and what it takes."""
    parts = Place(module_of(file)).parts
    floors = layers_of(".".join(parts[:LEVELS]))
    floor = floors.get(parts[LEVELS]) if len(parts) > LEVELS else None
    return floor is not None and floor >= floors["models"]


def walk_of(call: Callable[[], Any], *, begins: str = "") -> Walk:
    """What runs of assessment/ while something is called.

    `begins` is the file and the name of the function that it begins with, such as
    `outputs/reports/views/reports.py:report`; before that, nothing counts.
    """
    walk, begun = Walk(), not begins

    def on_call(frame: FrameType, event: str, _fact: object) -> None:
        nonlocal begun
        if event != "call" or not is_ours(frame):
            return
        begun = begun or f"{file_of(frame)}:{frame.f_code.co_name}" == f"assessment/{begins}"
        if begun:
            step(walk, frame)

    sys.setprofile(on_call)
    try:
        call()
    finally:
        sys.setprofile(None)
    return walk


def step(walk: Walk, frame: FrameType) -> None:
    called = file_of(frame)
    caller = nearest_caller(frame)
    # The first step is called by a test or by Django, which stand in no layer.
    if caller and walk.files and Place(module_of(called)).is_above(Place(module_of(caller))):
        walk.climbs.add((caller, f"{called}:{frame.f_code.co_name}"))
    walk.files.add(called)


def nearest_caller(frame: FrameType) -> str | None:
    """The file of ours that a call comes from, however much of Django lies between."""
    above = frame.f_back
    while above is not None and not is_ours(above):
        above = above.f_back
    return above and file_of(above)


def is_ours(frame: FrameType) -> bool:
    """Whether it is a function of the product; what an import runs is not."""
    return frame.f_code.co_filename.startswith(PRODUCT) and frame.f_code.co_name != "<module>"


def file_of(frame: FrameType) -> str:
    return frame.f_code.co_filename.removeprefix(f"{ROOT}/")


def module_of(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
