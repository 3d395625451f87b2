"""Events: subsets of the possible outcomes, and the rules that add, multiply and condition their chances.

Probabilities come as exact fractions wherever the outcomes can be listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from mathviz.arguments import count, probability
from mathviz.outcome import Outcome

__all__ = [
    "Draw",
    "DrawOutcome",
    "DrawSequence",
    "Event",
    "Overlap",
    "OverlapOutcome",
    "at_least_once",
    "draw_in_sequence",
    "event",
    "overlap",
]


@dataclass(frozen=True)
class Event:
    """A subset of a sample space, made with :func:`event`.

    ``space`` lists the possible outcomes, ``happens`` says of each whether the event occurs, and ``weights``
    are whole numbers that the outcomes' probabilities are proportional to. Combine events of one space with
    ``a | b`` (or), ``a & b`` (and) and ``~a`` (not).
    """

    space: tuple[Any, ...]
    happens: tuple[bool, ...]
    weights: tuple[int, ...]

    @property
    def probability(self) -> Fraction:
        """The weight of the outcomes in the event over the weight of all."""
        inside = sum(w for w, happens in zip(self.weights, self.happens, strict=True) if happens)
        return Fraction(inside, sum(self.weights))

    @property
    def outcomes(self) -> tuple[Any, ...]:
        """The outcomes in the event, in the order of the space."""
        return tuple(o for o, happens in zip(self.space, self.happens, strict=True) if happens)

    def _with(self, other: Event, happens: Callable[[bool, bool], bool]) -> Event:
        if (self.space, self.weights) != (other.space, other.weights):
            raise ValueError(
                "both events must live in the same sample space; "
                f"got spaces of {len(self.space)} and {len(other.space)} outcomes"
            )
        pairs = zip(self.happens, other.happens, strict=True)
        return replace(self, happens=tuple(happens(a, b) for a, b in pairs))

    def __or__(self, other: Event) -> Event:
        """Either event or both. O(size of the space)."""
        return self._with(other, lambda a, b: a or b)

    def __and__(self, other: Event) -> Event:
        """Both events. O(size of the space)."""
        return self._with(other, lambda a, b: a and b)

    def __invert__(self) -> Event:
        """The complement: every outcome that is not in the event."""
        return replace(self, happens=tuple(not happens for happens in self.happens))

    def given(self, condition: Event) -> Event:
        """The event in the smaller world where ``condition`` has happened.

        Outcomes outside the condition fall away; dividing by the weight that is left stretches the rest to
        fill the whole, so ``a.given(b).probability`` is P(A | B) = P(A and B) / P(B).

        >>> dice = [(i, j) for i in range(1, 7) for j in range(1, 7)]
        >>> some_six, large = event(dice, lambda d: 6 in d), event(dice, lambda d: sum(d) >= 10)
        >>> some_six.given(large).probability, large.given(some_six).probability
        (Fraction(5, 6), Fraction(5, 11))
        """
        both = self & condition
        if condition.probability == 0:
            raise ValueError(
                "condition must be possible; it has probability 0, so nothing is left to condition on"
            )
        kept = [i for i, happens in enumerate(condition.happens) if happens]
        return Event(
            tuple(self.space[i] for i in kept),
            tuple(both.happens[i] for i in kept),
            tuple(self.weights[i] for i in kept),
        )

    def is_independent_of(self, other: Event) -> bool:
        """Whether P(A and B) = P(A) P(B), exactly: knowing one changes nothing about the other."""
        return (self & other).probability == self.probability * other.probability

    def is_disjoint_from(self, other: Event) -> bool:
        """Whether the two can't happen together: P(A and B) = 0."""
        return (self & other).probability == 0


def event(
    space: Iterable[Any], happens: Callable[[Any], bool], weights: Sequence[int] | None = None
) -> Event:
    """The outcomes of ``space`` for which ``happens`` is true, equally likely unless ``weights`` are given.

    ``weights`` are whole numbers (one for each outcome, not all zero). O(size of the space).
    Source: Laplace's classical definition, Ross, A First Course in Probability, 8th ed., section 2.5.

    >>> four_rolls = [(a, b, c, d) for a in range(6) for b in range(6) for c in range(6) for d in range(6)]
    >>> a_six = event(four_rolls, lambda rolls: 5 in rolls)
    >>> a_six.probability, (~a_six).probability
    (Fraction(671, 1296), Fraction(625, 1296))
    """
    outcomes = tuple(space)
    if not outcomes:
        raise ValueError("space must hold at least one outcome; got none")
    if weights is None:
        return Event(outcomes, tuple(bool(happens(o)) for o in outcomes), (1,) * len(outcomes))
    whole = tuple(count("weights", w, at_least=0) for w in weights)
    if len(whole) != len(outcomes):
        raise ValueError(
            f"weights must have one entry for each of {len(outcomes)} outcomes; got {len(whole)}"
        )
    if sum(whole) == 0:
        raise ValueError("weights must not all be zero: some outcome has to be possible")
    return Event(outcomes, tuple(bool(happens(o)) for o in outcomes), whole)


def at_least_once(chance: Fraction | int, trials: int) -> Fraction:
    """The probability that something with probability ``chance`` happens in ``trials`` independent tries.

    The complement makes it short: 1 − (1 − chance)^trials. O(log trials) products.
    Source: Pascal to Fermat, 29 July 1654, on the bets of de Méré.

    >>> double_six = at_least_once(Fraction(1, 36), 24)
    >>> round(float(double_six), 4)
    0.4914
    """
    chance, trials = Fraction(chance), count("trials", trials, at_least=0)
    probability("chance", chance)
    return 1 - (1 - chance) ** trials


class OverlapOutcome(Outcome):
    """How two events stand to one another."""

    INDEPENDENT = "The overlap is the product of the two probabilities: the events are independent."
    DISJOINT = "The events can't happen together, so knowing one rules out the other: they are dependent."
    ATTRACT = "The overlap is larger than the product: each event makes the other more likely."
    REPEL = "The overlap is smaller than the product: each event makes the other less likely."


@dataclass(frozen=True)
class Overlap:
    """Two events by their probabilities alone: P(A) = ``a``, P(B) = ``b``, P(A and B) = ``both``."""

    a: float
    b: float
    both: float

    @property
    def union(self) -> float:
        """P(A or B) = P(A) + P(B) − P(A and B): the overlap was counted twice."""
        return self.a + self.b - self.both

    @property
    def product(self) -> float:
        """P(A) P(B): what the overlap would be if the events were independent."""
        return self.a * self.b

    @property
    def only_a(self) -> float:
        """P(A and not B)."""
        return self.a - self.both

    @property
    def only_b(self) -> float:
        """P(B and not A)."""
        return self.b - self.both

    @property
    def neither(self) -> float:
        """P(neither A nor B)."""
        return 1 - self.union

    @property
    def outcome(self) -> OverlapOutcome:
        """Independent when the overlap equals the product (within 1e-9), whatever the picture suggests."""
        if abs(self.both - self.product) <= 1e-9:
            return OverlapOutcome.INDEPENDENT
        if self.both == 0:
            return OverlapOutcome.DISJOINT
        return OverlapOutcome.ATTRACT if self.both > self.product else OverlapOutcome.REPEL


def overlap(a: float, b: float, both: float) -> Overlap:
    """Two events with probabilities ``a`` and ``b`` that happen together with probability ``both``.

    ``both`` must be possible: max(0, a + b − 1) ≤ both ≤ min(a, b), the Fréchet bounds (within 1e-12). O(1).
    Source: inclusion and exclusion, Ross, A First Course in Probability, 8th ed., section 2.4.

    >>> ace_or_heart = overlap(4 / 52, 13 / 52, 1 / 52)
    >>> round(ace_or_heart.union, 4), ace_or_heart.outcome.name
    (0.3077, 'INDEPENDENT')
    """
    a, b, both = probability("a", a), probability("b", b), probability("both", both)
    low, high = max(0.0, a + b - 1), min(a, b)
    if not low - 1e-12 <= both <= high + 1e-12:
        raise ValueError(f"both must lie in [{low:g}, {high:g}] when a = {a:g} and b = {b:g}; got {both:g}")
    return Overlap(a, b, min(max(both, low), high))


class DrawOutcome(Outcome):
    """Whether a sequence of draws can happen at all."""

    POSSIBLE = "Every draw of the sequence finds one of its kind."
    IMPOSSIBLE = "One of the draws finds none of its kind left, so the sequence has probability zero."


@dataclass(frozen=True)
class Draw:
    """One draw: ``favourable`` of the ``total`` items then in the urn are of the ``kind`` asked for."""

    kind: str
    favourable: int
    total: int

    @property
    def probability(self) -> Fraction:
        """The chance of this kind, given all the draws before."""
        return Fraction(self.favourable, self.total)


@dataclass(frozen=True)
class DrawSequence:
    """Draws one after another; ``draws`` ends early at one that is impossible."""

    draws: tuple[Draw, ...]
    outcome: DrawOutcome

    @property
    def probability(self) -> Fraction:
        """The product of the draws' probabilities, each given the ones before."""
        product = Fraction(1)
        for draw in self.draws:
            product *= draw.probability
        return product


def draw_in_sequence(contents: Mapping[str, int], kinds: Sequence[str], *, replace: bool) -> DrawSequence:
    """Draw items of the given ``kinds`` in this order from an urn that holds ``contents[kind]`` of each.

    With ``replace`` each item goes back, so that draws are independent; without, each draw changes the next.
    O(draws · kinds).
    Source: the chain rule for probabilities, Ross, A First Course in Probability, 8th ed., section 3.2.

    >>> cards = {"ace": 4, "other": 48}
    >>> draw_in_sequence(cards, ["ace", "ace"], replace=False).probability
    Fraction(1, 221)
    """
    left = {kind: count(f"contents[{kind!r}]", number, at_least=0) for kind, number in contents.items()}
    if sum(left.values()) == 0:
        raise ValueError("contents must hold at least one item; got an empty urn")
    if not kinds:
        raise ValueError("kinds must name at least one draw; got none")
    if unknown := [kind for kind in kinds if kind not in left]:
        raise ValueError(
            f"kinds must be among {sorted(left)}; got {unknown}: give those a count, zero if none"
        )
    draws: list[Draw] = []
    for kind in kinds:
        draws.append(Draw(kind, left[kind], sum(left.values())))
        if left[kind] == 0:
            return DrawSequence(tuple(draws), DrawOutcome.IMPOSSIBLE)
        if not replace:
            left[kind] -= 1
    return DrawSequence(tuple(draws), DrawOutcome.POSSIBLE)
