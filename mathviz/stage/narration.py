"""The spoken line while it is being spoken: how long until a word, and holding until it comes."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from mathviz.stage.errors import AuthorError
from mathviz.timeline import Sentence, Word, seconds

if TYPE_CHECKING:
    from mathviz.stage.lecture import Lecture

__all__ = ["Line", "spoken_word"]


def spoken_word(text: str) -> str:
    """A shown word as it is looked up: without case and surrounding punctuation."""
    return text.strip("“”\"'‘’.,;:!?()[]…").casefold()


class Line:
    """One beat as a context: while the block runs, the line is being spoken.

    ``until("word")`` is a run time, from now to the next onset of that shown word; ``at("word")`` holds until
    the onset. When the block ends, the lecture holds until the last word and the pause after it are over.
    """

    def __init__(
        self, lecture: Lecture, sentences: Callable[[int], tuple[Sentence, ...]], on_enter: Callable[[], None]
    ):
        self._lecture, self._sentences, self._on_enter = lecture, sentences, on_enter
        self.sentences: tuple[Sentence, ...] = ()
        self.start = self.end = 0
        self.entered = False

    def __enter__(self) -> Line:
        self._lecture._open(self)
        self.entered = True
        self.start = self._lecture.now
        self.sentences = self._sentences(self.start)
        self.end = self.sentences[-1].end
        self._on_enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._lecture._close(self)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the line with their times in ticks of the lecture."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    def _onset(self, word: str, occurrence: int | None) -> int:
        wanted = spoken_word(word)
        onsets = [w.start for w in self.words if spoken_word(w.text) == wanted]
        said = " ".join(w.text for w in self.words)
        if not onsets:
            raise AuthorError(f"the word {word!r} is not in the line “{said}”")
        if occurrence is None:
            ahead = [onset for onset in onsets if onset > self._lecture.now]
            if not ahead:
                late = seconds(self._lecture.now - onsets[-1])
                raise AuthorError(
                    f"{word!r} is already past, by {late:.2f} s: shorten what moves before it in “{said}”"
                )
            return ahead[0]
        if not 1 <= occurrence <= len(onsets):
            raise AuthorError(f"{word!r} is said {len(onsets)} times in the line, not {occurrence} times")
        if onsets[occurrence - 1] <= self._lecture.now:
            raise AuthorError(f"{word!r} (number {occurrence}) is already past: shorten what moves before it")
        return onsets[occurrence - 1]

    def until(self, word: str, occurrence: int | None = None) -> float:
        """Seconds from now to the onset of a shown word: the next, or the ``occurrence``-th of the line."""
        return seconds(self._onset(word, occurrence) - self._lecture.now)

    def at(self, word: str, occurrence: int | None = None) -> None:
        """Hold until the onset of a shown word."""
        self._lecture.hold(self.until(word, occurrence))

    def rest(self) -> float:
        """Seconds from now to the end of the last word."""
        left = self.end - self._lecture.now
        if left <= 0:
            raise AuthorError("the line is over: there is no rest of it to fill")
        return seconds(left)
