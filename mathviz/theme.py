"""The colours and faces of a lecture, by role: an author names what a thing is, the theme how it looks."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ACCENTS", "Accent", "Role", "Theme"]

Accent = Literal["input", "output", "answer", "loss", "chance", "second"]
Role = Literal["ink", "muted", "background", "input", "output", "answer", "loss", "chance", "second"]
ACCENTS: tuple[Accent, ...] = get_args(Accent)

_Colour = Field(pattern=r"^#[0-9A-Fa-f]{6}$", description='a colour in quotes, as "#1a2b3c"')


class Theme(BaseModel):
    """One background, one ink, a muted ink for scaffolding, and six accents with the same role everywhere.

    *input* what goes in (vector, x, data) · *output* what comes out · *answer* what stays, what is found ·
    *loss* error, residual, danger · *chance* probability mass, density · *second* the other thing compared.
    Colours are sRGB as ``#rrggbb``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    background: str = _Colour
    ink: str = _Colour
    muted: str = _Colour
    input: str = _Colour
    output: str = _Colour
    answer: str = _Colour
    loss: str = _Colour
    chance: str = _Colour
    second: str = _Colour
    text_font: str = "Source Sans Pro"
    math_font: str = "New Computer Modern Math"

    def colour(self, role: Role) -> str:
        """The colour of a role as ``#rrggbb``."""
        if role not in get_args(Role):
            raise ValueError(f"{role!r} is no role of the theme; the roles are {', '.join(get_args(Role))}")
        return str(getattr(self, role))


DEFAULT = Theme(
    background="#11151C",
    ink="#F2EFE8",
    muted="#8A93A3",
    input="#3CBCFF",
    output="#D99F0C",
    answer="#F3D725",
    loss="#F6647A",
    chance="#88FA98",
    second="#9472F8",
)
