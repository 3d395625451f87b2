"""What all benchmarks of the mathematics share: a case, its limit, and how it is timed."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

EVALUATION, SIMULATION = 5.0, 200.0
"""Limits in milliseconds: what a slider calls at each position, and what runs once (or trains, or fits)."""


@dataclass(frozen=True)
class Case:
    """A call at the largest size that a lecture or a learner's slider uses, and its limit in milliseconds."""

    name: str
    size: str
    limit: float
    call: Callable[[], object]


def milliseconds(call: Callable[[], object], repeats: int = 7) -> float:
    """The median processor time of a call, after one that loads what it needs.

    Processor time, since other work on the machine is no property of the algorithm.
    """
    call()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def print_row(name: str, size: str, took: float, limit: float) -> bool:
    """Print a line of the table; whether the limit was kept."""
    mark = "" if took <= limit else "  too slow"
    print(f"{name:<36} {size:<26} {took:>9.3f} {limit:>6.0f}{mark}", flush=True)
    return took <= limit
