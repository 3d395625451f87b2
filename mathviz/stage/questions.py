"""Questions while they stand on the stage: the card with the choices, and when it was asked and answered."""

from __future__ import annotations

from dataclasses import dataclass

from manim import DOWN, LEFT, RIGHT, Circle, Line, VGroup

from mathviz.stage.layout import Region
from mathviz.stage.question import Question
from mathviz.stage.typesetting import Text
from mathviz.theme import Theme
from mathviz.voice import Utterance

__all__ = ["Asked", "card_for"]

_CLOCK_BELOW = 0.45  # the choices, in units


@dataclass(eq=False)
class Asked:
    """A question that was asked: its card, its sentences, its times in ticks."""

    question: Question
    card: VGroup
    prompt: tuple[Utterance, ...]
    choices: list[tuple[Utterance, ...]]
    asked: int
    rest_start: int
    rest_end: int
    answered: int | None = None

    @property
    def shown_prompt(self) -> str:
        """The prompt as it is read."""
        return " ".join(sentence.shown for sentence in self.prompt)

    @property
    def shown_choices(self) -> tuple[str, ...]:
        """The choices as they are read, without their numbers."""
        return tuple(_shown(sentences) for sentences in self.choices)

    def right_choice(self, theme: Theme) -> VGroup:
        """The row of the right choice, in the role of an answer, its ring filled: not by colour alone."""
        row: VGroup = self.card[self.question.answer].copy()
        row.set_color(theme.answer)
        (ring, number), _ = row
        ring.set_fill(theme.answer, opacity=1)
        number.set_color(theme.background)
        return row

    def clock(self, theme: Theme) -> Line:
        """A line below the choices that shrinks while there is time to think."""
        left, below = self.card.get_left()[0], self.card.get_bottom()[1] - _CLOCK_BELOW
        return Line([left, below, 0], [self.card.get_right()[0], below, 0], color=theme.muted, stroke_width=4)


def _shown(sentences: tuple[Utterance, ...]) -> str:
    text = " ".join(sentence.shown for sentence in sentences)
    return text.split(" ", 1)[1].rstrip(".")


def card_for(
    question: Question, choices: list[tuple[Utterance, ...]], theme: Theme, region: Region
) -> VGroup:
    """The choices below one another, each with its number in a ring."""
    rows = VGroup()
    for index in range(len(question.choices)):
        ring = Circle(radius=0.27, color=theme.muted, stroke_width=3)
        number = Text(str(index + 1), theme, size="label").move_to(ring)
        text = Text(_shown(choices[index]), theme, size="body", width=region.width - 0.8)
        rows.add(VGroup(VGroup(ring, number), text.next_to(ring, RIGHT, buff=0.25)))
    room = Region(region.left, region.bottom + _CLOCK_BELOW, region.right, region.top)
    left_over = (room.height - sum(row.height for row in rows)) / (len(rows) - 1)
    rows.arrange(DOWN, buff=min(max(0.25, left_over), 0.45), aligned_edge=LEFT)
    room.place(rows, at="left")
    return rows
