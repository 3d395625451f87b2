"""The time left is right for a run that goes as it went, whether or not its lectures are known."""

import pytest

from mathviz.build.outlook import Outlook
from mathviz.build.prediction import LectureCost


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def run(outlook, clock, speed, lectures):
    """Go through lectures, a hundred frames in two seconds, after four; what was said to be left, and was."""
    said = []
    for name, frames in lectures.items():
        clock.now += 4 / speed
        outlook.rehearsed(name, frames, frames, 4 / speed)
        for _ in range(0, frames, 100):
            clock.now += 2 / speed
            outlook.drawn(name, 100, 2 / speed)
            said.append((clock.now, outlook.left))
        outlook.over(name)
    assert outlook.part == 1 and outlook.left == 0
    return [(left, clock.now - when) for when, left in said]


@pytest.mark.parametrize("speed", [0.5, 1, 3])
def test_known_lectures_on_a_machine_of_another_speed(speed):
    clock = Clock()
    lectures = {"short": 1000, "long": 3000, "middle": 2000}
    costs = {name: LectureCost(4, frames / 50, 0, 0) for name, frames in lectures.items()}
    outlook = Outlook(costs, 0.02, clock)
    assert outlook.left is None
    for said, true in run(outlook, clock, speed, lectures):
        assert said == pytest.approx(true, abs=1e-6)


def test_lectures_that_were_never_made_are_taken_to_be_like_the_others():
    clock = Clock()
    lectures = {f"l{n}": 2000 + 100 * (n % 5) for n in range(20)}
    told = run(Outlook(dict.fromkeys(lectures), 0.5, clock), clock, 1, lectures)
    whole = told[0][1]
    for said, true in told[len(told) // 10 :]:
        assert abs(said - true) < 0.2 * whole


def test_what_is_there_already_is_not_waited_for():
    clock = Clock()
    outlook = Outlook({"new": LectureCost(0, 10, 0, 0), "old": LectureCost(0, 10, 0, 0)}, 0.02, clock)
    outlook.rehearsed("old", 50, 500)
    clock.now += 10
    outlook.over("new")
    assert outlook.left == pytest.approx(1)
    clock.now += 0.5
    outlook.drawn("old", 25)
    assert outlook.left == pytest.approx(0.5)


def test_what_fails_is_not_waited_for():
    clock = Clock()
    outlook = Outlook({"good": LectureCost(0, 10, 0, 0), "bad": LectureCost(0, 10, 0, 0)}, 0.02, clock)
    outlook.rehearsed("good", 500, 500)
    clock.now += 10
    outlook.over("good")
    assert outlook.left == pytest.approx(10)
    outlook.over("bad")
    assert outlook.left == 0
