"""Time the whole mathematics at the largest sizes of the lectures: ``python -m benchmarks.mathematics``.

An evaluation may take 5 ms of processor time, a simulation or training run 200 ms, an import half a second;
the exit code is 1 if anything takes longer. ``python -m benchmarks.mathematics calculus`` times one course.
"""

import statistics
import subprocess
import sys

from benchmarks.mathematics import calculus, linear_algebra, probability
from benchmarks.mathematics.timing import milliseconds, print_row

COURSES = {"linear_algebra": linear_algebra, "calculus": calculus, "probability": probability}
IMPORT = "import time; import mathviz.{}; print(1000 * time.process_time())"


def import_time(name: str) -> float:
    """Milliseconds of processor time that a new Python needs until the package is there, start included."""
    command = [sys.executable, "-c", IMPORT.format(name)]
    run = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(5)]
    return statistics.median(map(float, run))


def main(courses: list[str]) -> int:
    """Print the table; the exit code."""
    print(f"{'what':<36} {'size':<26} {'ms':>9} {'limit':>6}")
    kept = [
        print_row(f"import {name}", "new Python", import_time(name), 500) for name in [*courses, "datasets"]
    ]
    for course in courses:
        for case in COURSES[course].cases():
            kept.append(print_row(case.name, case.size, milliseconds(case.call), case.limit))
    return 0 if all(kept) else 1


sys.exit(main(sys.argv[1:] or list(COURSES)))
