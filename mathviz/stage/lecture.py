"""The lecture: a Manim scene whose time is told by the words that are spoken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from manim import RIGHT, UP, AnimationGroup, FadeIn, FadeOut, Indicate, Mobject, MoveToTarget, Scene, linear

from mathviz.stage import layout
from mathviz.stage.errors import AuthorError, author_place
from mathviz.stage.figures import Figures
from mathviz.stage.narration import Line
from mathviz.stage.question import Question
from mathviz.stage.questions import Asked, card_for
from mathviz.stage.studio import Studio
from mathviz.stage.typesetting import Text, use_package_fonts
from mathviz.theme import Role
from mathviz.timeline import (
    AskedQuestion,
    Beat,
    Chapter,
    Number,
    Play,
    Sentence,
    Timeline,
    Word,
    seconds,
    ticks,
)
from mathviz.voice import Script, ScriptError, Value, parse

__all__ = ["Lecture"]


class Lecture(Figures, Scene):
    """One lecture. Subclass it, write ``construct``: chapters, beats, what moves while they are spoken.

    The renderer decides what becomes of it (a rehearsal, a film, one still); the lecture itself only keeps
    time, in whole ticks, so all of them agree.
    """

    slack = 0.5
    """Seconds by which an animation may outlast the words of its beat."""

    question_rest = 4.0
    """Seconds of rest after a question."""

    closing = 1.5
    """Seconds that the last picture stays."""

    duration: float
    board, side, full = layout.BOARD, layout.SIDE, layout.FULL

    def __init__(self, studio: Studio | None = None, **kwargs: Any) -> None:
        self.studio = studio or Studio()
        use_package_fonts(self.studio.typeset)
        self.theme = self.studio.theme
        self.rng = self.studio.rng()
        self.now = 0
        self._line: Line | None = None
        self._pending: Line | None = None
        self._chapters: list[Chapter] = []
        self._beats: list[Beat] = []
        self._plays: list[Play] = []
        self._numbers: dict[str, Number] = {}
        self._asked: list[Asked] = []
        self._heading: Mobject | None = None
        self._last_place = (_file_of(type(self)), 0)
        super().__init__(random_seed=self.studio.seed, **kwargs)

    # -- time ---------------------------------------------------------------------------------------------

    def compile_animation_data(self, *animations: Any, **kwargs: Any) -> Any:
        """Compile a play as Manim does, with a length of whole ticks."""
        result = super().compile_animation_data(*animations, **kwargs)
        self.duration = seconds(ticks(self.duration))
        return result

    @classmethod
    def validate_run_time(
        cls, run_time: float, method: Callable[..., Any], parameter_name: str = "run_time"
    ) -> float:
        """Refuse what has no length; Manim would round it up to a frame, and time to the frame rate."""
        if not run_time > 0:
            raise AuthorError(
                f"{method.__name__} has a {parameter_name} of {run_time:g} s; it must be above zero"
            )
        return run_time

    def play(self, *animations: Any, **kwargs: Any) -> None:
        """Play animations; inside a beat they run while its words are spoken."""
        self._speak_pending()
        file, line = self._place()
        start = self.now
        self._refuse_flashes(animations)
        super().play(*animations, **kwargs)
        self.now = start + ticks(self.duration)
        self._plays.append(Play(start, self.now, bool(self.is_current_animation_frozen_frame()), file, line))

    def _refuse_flashes(self, animations: Sequence[Any]) -> None:
        """What is not on the stage cannot fade out: it would flash up first."""
        fading = [animation.mobject for animation in animations if isinstance(animation, FadeOut)]
        on_stage = set(map(id, self.get_mobject_family_members())) if fading else set()
        for mobject in fading:
            if on_stage.isdisjoint(map(id, mobject.get_family())):
                raise AuthorError(
                    f"{type(mobject).__name__} is not on the stage and would flash up to fade out: "
                    "show it before, or leave FadeOut out"
                )

    def _place(self) -> tuple[str, int]:
        """Where the author's code is now; the last place it was, when the stage moves by itself."""
        file, line = author_place()
        if file in map(_file_of, type(self).__mro__):
            self._last_place = (file, line)
        return self._last_place

    def hold(self, duration: float) -> None:
        """Let the picture rest for some seconds; nothing happens if there is nothing to wait for."""
        if ticks(duration) > 0:
            self.wait(seconds(ticks(duration)))

    def _hold_until(self, tick: int) -> None:
        self.hold(seconds(max(0, tick - self.now)))

    # -- speech -------------------------------------------------------------------------------------------

    def say(self, text: str, **values: Any) -> Line:
        """Speak a beat: ``with self.say("…") as line:`` and, in the block, what moves meanwhile.

        ``{name}`` stands for a value given by name, which is shown in figures and spoken in words;
        ``[shown](said)`` for anything else that is not said as it is written. Without ``with``, the picture
        rests while the words are spoken.
        """
        return self._speak([self._parse(text, values)])

    def _parse(self, text: str, values: dict[str, Any]) -> Script:
        try:
            return parse(text, values)
        except ScriptError as error:
            raise AuthorError(str(error)) from error

    def _speak(self, scripts: Sequence[Script], on_enter: Callable[[], None] = lambda: None) -> Line:
        self._speak_pending()

        def schedule(start: int) -> tuple[Sentence, ...]:
            spoken = []
            for script in scripts:
                self._record(script.values, start)
                for sentence in script.sentences:
                    try:
                        key, speech = self.studio.speak(sentence)
                    except ScriptError as error:
                        raise AuthorError(str(error)) from error
                    words = tuple(
                        Word(text, start + ticks(a), start + ticks(b))
                        for text, (a, b) in zip(sentence.words, speech.words, strict=True)
                    )
                    end = start + ticks(speech.duration)
                    spoken.append(Sentence(sentence.shown, sentence.said, start, end, words, key))
                    start = end + ticks(self.studio.sentence_pause)
            return tuple(spoken)

        self._pending = Line(self, schedule, on_enter)
        return self._pending

    def _record(self, values: dict[str, Value], time: int) -> None:
        for name, value in values.items():
            known = [key for key in self._numbers if key.split("#")[0] == name]
            if any(self._numbers[key].shown == value.shown for key in known):
                continue
            # The same name for another value: both are kept, told apart by their order.
            key = f"{name}#{len(known) + 1}" if known else name
            self._numbers[key] = Number(key, value.value, value.shown, value.spoken, time)

    def _speak_pending(self) -> None:
        line, self._pending = self._pending, None
        if line is not None and not line.entered:
            with line:
                pass

    def _open(self, line: Line) -> None:
        if self._line is not None:
            raise AuthorError("a beat inside a beat: one line must be over before the next is spoken")
        if not self._chapters:
            raise AuthorError("the lecture speaks before its first chapter: begin with self.chapter(…)")
        self._pending, self._line = None, line

    def _close(self, line: Line) -> None:
        over = seconds(self.now - line.end)
        if over > self.slack:
            raise AuthorError(
                f"what moves outlasts its words by {over:.2f} s (allowed: {self.slack:g} s) in "
                f"“{line.sentences[-1].shown}”: use run_time=line.until(…) or line.rest(), or say more"
            )
        self._hold_until(line.end + ticks(self.studio.sentence_pause))
        self._line = None
        file, number = self._place()
        chapter = len(self._chapters) - 1
        self._beats.append(Beat(chapter, line.start, self.now, line.sentences, file, number))

    # -- structure ----------------------------------------------------------------------------------------

    def chapter(self, title: str, *, clear: bool = False, keep: Sequence[Mobject] = ()) -> None:
        """Begin a chapter with its title in the strip. ``clear`` empties the stage but for ``keep``."""
        self._speak_pending()
        if self._line is not None:
            raise AuthorError("a chapter cannot begin in the middle of a line")
        self._chapters.append(Chapter(title, self.now))
        heading = layout.TITLE.place(Text(title, self.theme, size="title", role="muted"), at="left")
        leaving = self._all_but(keep) if clear else []
        if self._heading is not None:
            leaving.append(self._heading)
        half = self.studio.paragraph_pause / 2
        if leaving:
            self.play(*[FadeOut(m) for m in leaving], run_time=half)
        self.play(FadeIn(heading), run_time=half)
        self._heading = heading

    def _all_but(self, keep: Sequence[Mobject]) -> list[Mobject]:
        """What stands on the stage besides the title and what is kept, or is a part of what is kept."""
        kept = {id(part) for thing in (self._heading, *keep) if thing for part in thing.get_family()}

        def others(mobjects: Sequence[Mobject]) -> Iterator[Mobject]:
            for mobject in mobjects:
                if id(mobject) in kept:
                    continue
                if kept.isdisjoint(map(id, mobject.get_family())):
                    yield mobject
                else:
                    yield from others(mobject.submobjects)

        return list(others(self.mobjects))

    def clear_stage(self, *, keep: Sequence[Mobject] = (), run_time: float = 0.5) -> None:
        """Fade out all that stands on the stage but the chapter's title and what is to be kept."""
        leaving = self._all_but(keep)
        if leaving:
            self.play(AnimationGroup(*[FadeOut(m) for m in leaving]), run_time=run_time)

    def point_at(self, *things: Mobject, role: Role = "answer", scale: float = 1.15) -> None:
        """Let things grow for a second in the colour of a role: the learner's eye follows."""
        self.play(*[Indicate(t, color=self.colour(role), scale_factor=scale) for t in things], run_time=1.0)

    def ask(self, question: Question, *, region: layout.Region | None = None) -> Asked:
        """Ask aloud, let each choice appear as it is read, rest while the learner thinks, put it away."""
        prompt = self._parse(question.prompt, {})
        words = ("one", "two", "three", "four")
        choices = [
            self._parse(f"[{i + 1}:]({words[i]},) {choice.rstrip('.')}.", {})
            for i, choice in enumerate(question.choices)
        ]
        card = card_for(question, [c.sentences for c in choices], self.theme, region or self.side)
        asked_at = self.now
        with self._speak([prompt, *choices]) as line:
            first = [sum(len(s.sentences) for s in [prompt, *choices[:i]]) for i in range(len(choices))]
            for row, index in zip(card, first, strict=True):
                self._hold_until(line.sentences[index].start)
                self.play(FadeIn(row, shift=0.15 * UP), run_time=0.4)
        asked = Asked(
            question, card, prompt.sentences, [c.sentences for c in choices], asked_at, self.now, self.now
        )
        self._think(asked)
        self._asked.append(asked)
        self.play(FadeOut(card), run_time=0.4)
        return asked

    def _think(self, asked: Asked) -> None:
        """Rest, while a line below the choices shows how much of the rest is left."""
        clock = asked.clock(self.theme)
        clock.generate_target().put_start_and_end_on(
            clock.get_start(), clock.get_start() + 1e-3 * clock.get_unit_vector()
        )
        self.play(MoveToTarget(clock), run_time=self.question_rest, rate_func=linear)
        self.remove(clock)
        asked.rest_end = self.now

    def answer(self, asked: Asked, text: str, **values: Any) -> Line:
        """Speak the answer to an earlier question as a beat; the right choice comes back meanwhile."""
        if asked not in self._asked or asked.answered is not None:
            raise AuthorError("answer takes a question that was asked in this lecture and not yet answered")

        def show() -> None:
            asked.answered = self.now
            self.play(FadeIn(asked.right_choice(self.theme), shift=0.15 * RIGHT), run_time=0.4)

        return self._speak([self._parse(text, values)], show)

    def tear_down(self) -> None:
        """Close the lecture: speak what is pending, let the last picture stay, check that all is told."""
        self._speak_pending()
        if not self._chapters:
            raise AuthorError("the lecture has no chapter")
        for asked in self._asked:
            if asked.answered is None:
                raise AuthorError(
                    f"the question “{asked.shown_prompt}” is never answered: use self.answer(…)"
                )
        self.hold(self.closing)
        super().tear_down()

    def timeline(self) -> Timeline:
        """The exact record of what was played so far."""
        return Timeline(
            lecture=self.studio.lecture,
            title=self.studio.title,
            language=self.studio.language,
            voice=self.studio.voice.name,
            duration=self.now,
            chapters=tuple(self._chapters),
            beats=tuple(self._beats),
            questions=tuple(self._question(asked) for asked in self._asked),
            numbers=tuple(self._numbers.values()),
            plays=tuple(self._plays),
        )

    def _question(self, asked: Asked) -> AskedQuestion:
        explanations = tuple(
            " ".join(s.shown for s in self._parse(text, {}).sentences) for text in asked.question.explanations
        )
        return AskedQuestion(
            prompt=asked.shown_prompt,
            choices=asked.shown_choices,
            answer=asked.question.answer,
            explanations=explanations,
            asked=asked.asked,
            rest_start=asked.rest_start,
            rest_end=asked.rest_end,
            answered=asked.answered or 0,
        )


def _file_of(kind: type) -> str:
    return str(getattr(sys.modules.get(kind.__module__), "__file__", ""))
