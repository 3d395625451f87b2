"""The palette: every accent can be told from every other, by everyone, and from the background."""

from itertools import combinations

import numpy as np
import pytest
import yaml
from colorspacious import cspace_convert, deltaE

from mathviz.theme import ACCENTS, DEFAULT, Theme
from tests.stage.trial import Trial, run

VISION = [None, "deuteranomaly", "protanomaly", "tritanomaly"]


def themes():
    from pathlib import Path

    files = sorted((Path(__file__).parents[2] / "config" / "themes").glob("*.yaml"))
    assert files
    loaded = [Theme.model_validate(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]
    return [DEFAULT, *loaded]


def srgb(colour):
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def seen(colour, vision):
    """A colour as somebody with a full deficiency of one kind of cone sees it (Machado 2009)."""
    if vision is None:
        return srgb(colour)
    space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
    return np.clip(cspace_convert(srgb(colour), space, "sRGB1"), 0, 1)


def luminance(colour):
    """Relative luminance of WCAG 2.2."""
    c = srgb(colour)
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("vision", VISION)
def test_accents_differ_for_every_kind_of_vision(theme, vision):
    for one, other in combinations(ACCENTS, 2):
        distance = deltaE(seen(theme.colour(one), vision), seen(theme.colour(other), vision), "sRGB1")
        assert distance >= 14.9, f"{one} and {other} are {distance:.1f} apart"


@pytest.mark.parametrize("theme", themes())
def test_everything_stands_out_from_the_background(theme):
    for role in (*ACCENTS, "ink", "muted"):
        assert contrast(theme.colour(role), theme.background) >= 5, role


def test_the_background_is_the_themes():
    from tests.stage.trial import Frames

    light = DEFAULT.model_copy(update={"background": "#203040"})
    from mathviz.stage import Studio

    sink = Frames()
    run(Trial, sink=sink, studio=Studio(theme=light))
    assert tuple(sink.pictures[0][-1, -1, :3]) == (0x20, 0x30, 0x40)
