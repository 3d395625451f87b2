"""Updating without idle calls does what Manim's own updating does."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Mobject

from mathviz.film import updates

MANIMS = updates.MANIMS


class Own(Mobject):
    """A part that says itself what updating it means."""

    def update(self, dt=0, recursive=True):
        self.log.append(("own", self.name, dt, recursive))
        return self


def with_time(log, mobject, dt):
    log.append(("timed", mobject.name, dt))


def without_time(log, mobject):
    log.append(("plain", mobject.name))


def growing(log, mobject):
    log.append(("grows", mobject.name))
    if len(mobject.submobjects) < 3:
        part = Mobject(name="new")
        part.updaters.append(lambda new: log.append(("plain", new.name)))
        mobject.submobjects.append(part)


def leaving(log, mobject):
    log.append(("leaves", mobject.name))
    mobject.updaters.pop(0)


UPDATERS = (with_time, without_time, growing, leaving)
trees = st.recursive(
    st.tuples(st.lists(st.sampled_from(UPDATERS), max_size=2), st.booleans(), st.booleans(), st.just([])),
    lambda parts: st.tuples(
        st.lists(st.sampled_from(UPDATERS), max_size=2),
        st.booleans(),
        st.just(False),
        st.lists(parts, max_size=3),
    ),
    max_leaves=8,
)


def grown(tree, log, name="m"):
    updaters, suspended, own, parts = tree
    mobject = (Own if own else Mobject)(name=name)
    mobject.log = log
    for updater in updaters:
        if updater is with_time:
            mobject.updaters.append(lambda m, dt: with_time(log, m, dt))
        else:
            mobject.updaters.append(
                partial(updater, log) if updater is leaving else lambda m, u=updater: u(log, m)
            )
    mobject.updating_suspended = suspended
    mobject.submobjects = [grown(part, log, f"{name}.{n}") for n, part in enumerate(parts)]
    return mobject


@given(trees, st.booleans())
def test_the_same_updaters_run_in_the_same_order(tree, recursive):
    logs = []
    for update in (MANIMS, updates._update):
        Mobject.update, before = update, Mobject.update
        try:
            log = []
            mobject = grown(tree, log)
            for dt in (0.25, 0.5):
                assert mobject.update(dt, recursive) is mobject
            logs.append(log)
        finally:
            Mobject.update = before
    assert logs[0] == logs[1]


@pytest.mark.parametrize(
    ("updater", "timed"),
    [
        (lambda m, dt: None, True),
        (lambda m, *, dt=0: None, True),
        (lambda m: None, False),
        (lambda m, time: None, False),
        (lambda m, **dt: None, True),
        (lambda m, *dt: None, True),
        (lambda dt: None, True),
        (partial(with_time, []), True),
        (partial(without_time, []), False),
        ([].append, False),
    ],
)
def test_an_updater_is_given_the_time_if_it_asks_for_it(updater, timed):
    assert updates._wants_time(updater) is timed


def test_a_local_name_is_no_parameter():
    def updater(mobject):
        dt = 1
        return dt

    assert not updates._wants_time(updater)
