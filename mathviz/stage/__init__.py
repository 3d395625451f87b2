"""The stage: what a lecture's author uses."""

from mathviz.stage.arrows import Apply, Arrow, MoveVector, carry, let_go
from mathviz.stage.axes import Chart, Plane
from mathviz.stage.bars import Bars, MoveBars, Rise, masses
from mathviz.stage.counter import Counter
from mathviz.stage.densities import DensityChart
from mathviz.stage.errors import AuthorError
from mathviz.stage.layout import BOARD, CAPTIONS, FULL, SIDE, TITLE, Region
from mathviz.stage.lecture import Lecture
from mathviz.stage.maps import ContourMap, Contours, Trail, Walk
from mathviz.stage.narration import Line
from mathviz.stage.question import Question
from mathviz.stage.rain import Fall, Rain
from mathviz.stage.rewriting import Rewrite
from mathviz.stage.space import Space, Surface, Turn
from mathviz.stage.studio import Studio
from mathviz.stage.typesetting import Formula, Text
from mathviz.theme import Role, Theme

__all__ = [
    "BOARD",
    "CAPTIONS",
    "FULL",
    "SIDE",
    "TITLE",
    "Apply",
    "Arrow",
    "AuthorError",
    "Bars",
    "Chart",
    "ContourMap",
    "Contours",
    "Counter",
    "DensityChart",
    "Fall",
    "Formula",
    "Lecture",
    "Line",
    "MoveBars",
    "MoveVector",
    "Plane",
    "Question",
    "Rain",
    "Region",
    "Rewrite",
    "Rise",
    "Role",
    "Space",
    "Studio",
    "Surface",
    "Text",
    "Theme",
    "Trail",
    "Turn",
    "Walk",
    "carry",
    "let_go",
    "masses",
]
