"""The prediction keeps the laws of schedules, whatever the tasks are."""

from graphlib import CycleError
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.build.prediction import (
    IDLE_OVERHEAD,
    OVERHEAD,
    Cutter,
    LectureCost,
    Task,
    even_runs,
    lecture_tasks,
    longest_chain,
    predict,
    ways,
)


@st.composite
def plans(draw):
    costs = draw(st.lists(st.integers(0, 1000), max_size=25))
    return [
        Task(
            f"t{n}",
            cost,
            tuple(draw(st.sets(st.sampled_from([f"t{m}" for m in range(n)]), max_size=3))) if n else (),
        )
        for n, cost in enumerate(costs)
    ]


@given(plans(), st.integers(1, 30))
def test_no_schedule_beats_its_bound_and_no_greedy_one_exceeds_grahams(tasks, workers):
    found = predict(tasks, workers)
    assert found.bound <= found.wall <= found.work / workers + found.chain * (1 - 1 / workers) + 1e-9
    assert 0 <= found.efficiency <= 1 + 1e-12


@given(plans())
def test_one_worker_takes_the_sum_and_enough_workers_the_longest_chain(tasks):
    assert predict(tasks, 1).wall == sum(task.cost for task in tasks)
    assert predict(tasks, max(1, len(tasks))).wall == longest_chain(tasks)[0]


@given(plans())
def test_the_longest_chain_is_a_chain_of_the_plan(tasks):
    seconds, names = longest_chain(tasks)
    known = {task.name: task for task in tasks}
    assert sum(known[name].cost for name in names) == seconds == max(ways(tasks).values(), default=0)
    assert all(one in known[other].after for one, other in pairwise(names))


@given(plans(), st.integers(1, 8), st.integers(2, 5))
def test_costs_that_double_double_the_time(tasks, workers, factor):
    more = [Task(task.name, task.cost * factor, task.after) for task in tasks]
    assert predict(more, workers).wall == factor * predict(tasks, workers).wall


@given(st.lists(st.integers(1, 100), min_size=1, max_size=40), st.integers(1, 8))
def test_longest_first_takes_at_most_half_more_than_the_best_for_tasks_that_do_not_wait(costs, workers):
    found = predict([Task(str(n), cost) for n, cost in enumerate(costs)], workers)
    # Of the m + 1 longest two share a worker; the last to end is at most half as long as these two.
    longest = sorted(costs, reverse=True)
    best = max(found.bound, sum(longest[workers - 1 : workers + 1]) if len(costs) > workers else 0)
    assert found.wall <= 1.5 * best


SECONDS = st.floats(0.01, 1000)


@given(st.lists(st.tuples(SECONDS, SECONDS), min_size=1, max_size=30), st.integers(1, 200))
def test_cutting_costs_no_more_of_a_plan_than_is_allowed(parts, workers):
    cutter = Cutter(workers)
    rest = whole = sum(drawing for drawing, _ in parts)
    overhead, last = 0.0, 0.0
    for drawing, stepping in parts:
        runs = cutter.runs(drawing, stepping, rest)
        assert runs >= 1 and (workers > 1 or runs == 1)
        if rest > 1.5 * drawing:
            overhead += (runs - 1) * stepping / 2
        else:
            last += drawing
        rest -= drawing
    assert overhead <= OVERHEAD * whole * (1 + 1e-9)
    if workers > 1:  # where stepping is for nothing, two for each worker
        assert Cutter(workers).runs(parts[0][0], 0, parts[0][0]) - 2 * workers in (0, 1)


@given(st.tuples(SECONDS, SECONDS), st.integers(2, 200), st.booleans())
def test_a_lecture_alone_is_cut_as_finely_as_its_updaters_let(part, workers, updating):
    drawing, stepping = part
    cost = LectureCost(1, drawing, 1, stepping, updating)
    tasks = lecture_tasks({"alone": cost}, workers)
    overhead = sum(task.cost for task in tasks) - cost.whole
    assert overhead <= (IDLE_OVERHEAD if updating else OVERHEAD) * drawing * (1 + 1e-9)


@given(st.lists(st.tuples(SECONDS, SECONDS, SECONDS, SECONDS), min_size=1, max_size=20), st.integers(1, 64))
def test_all_of_each_lecture_is_in_the_plan_and_little_more(parts, workers):
    costs = {f"l{n}": LectureCost(*part) for n, part in enumerate(parts)}
    tasks = lecture_tasks(costs, workers)
    whole = sum(cost.whole for cost in costs.values())
    drawing = sum(cost.drawing for cost in costs.values())
    most = whole + IDLE_OVERHEAD * drawing
    assert whole * (1 - 1e-9) <= sum(task.cost for task in tasks) <= most * (1 + 1e-9)


@pytest.mark.parametrize(("drawing", "stepping"), [(25, 4), (100, 6), (60, 2)])
def test_a_course_of_even_lectures_keeps_many_workers_busy(drawing, stepping):
    costs = {f"l{n}": LectureCost(4, drawing * (1 + n % 7 / 10), 3, stepping) for n in range(110)}
    assert predict(lecture_tasks(costs, 64), 64).efficiency >= 0.9


def test_circles_and_no_workers_are_told():
    with pytest.raises(CycleError):
        predict([Task("a", 1, ("b",)), Task("b", 1, ("a",))], 2)
    with pytest.raises(ValueError, match="at least one worker"):
        predict([Task("a", 1)], 0)


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=40), st.integers(1, 8), st.sampled_from([0, 0.1, 0.5])
)
def test_runs_have_each_piece_once_and_take_as_long_as_pieces_allow(costs, number, stepping):
    runs = even_runs(costs, number, stepping)
    assert [place for run in runs for place in run] == list(range(len(costs)))
    assert 1 <= len(runs) <= number and all(runs)
    took = [sum(costs[place] for place in run) + stepping * sum(costs[: run.start]) for run in runs]
    best = sum(costs) / number if not stepping else stepping * sum(costs) / (1 - (1 - stepping) ** number)
    assert max(took) <= best + 2 * max(costs) + 1e-9


def test_later_runs_are_shorter_where_stepping_to_them_takes_long():
    runs = even_runs([1] * 100, 2, 0.5)
    assert runs == [range(67), range(67, 100)], "33 and half of 67 are as long as 67"
