"""Pieces of work that do what no good one does: they die, hang, raise, grow."""

import ctypes
import os
import resource
import signal
import time
from pathlib import Path

from mathviz.build.crew import Outcome
from mathviz.build.crew.worker import over_limit
from mathviz.build.events import LectureStarted
from mathviz.errors import MathvizError
from mathviz.store import Store

grown = []


def add(arguments, place, tell):
    """The sum, and the process that found it."""
    return Outcome((sum(arguments), os.getpid()))


def speak(arguments, place, tell):
    for name in arguments:
        tell(LectureStarted(name, f"{place.root.name}/{place.store.name}"))
    return Outcome(len(arguments))


def hang(arguments, place, tell):
    print("about to wait")
    if arguments == "in C":
        ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock
    while True:
        time.sleep(0.1)


def die(how, place, tell):
    print(f"about to die of {how}")
    if how == "exit":
        os._exit(7)
    if how == "segfault":
        ctypes.string_at(0)
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "half a message":
        tell(LectureStarted("x" * 10_000_000, ""))


def fail(how, place, tell):
    print("all went well so far")
    if how == "mathviz":
        raise MathvizError("a corner is missing", file="corner.py", line=12)
    if how == "system exit":
        raise SystemExit(3)
    if how == "out of memory":
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        bytearray(2 << 30)
    if how == "can't travel":
        return Outcome(lambda: None)
    raise ValueError("no such corner")


def grow(segments, place, tell):
    """Takes 60 MB for each segment, and ends early if that is too much for this worker."""
    done = []
    for segment in segments:
        grown.append(b"x" * (60 << 20))
        done.append(segment)
        if over_limit():
            break
    return Outcome((done, os.getpid()))


def note(arguments, place, tell):
    """Leaves its process's number in a file and waits."""
    Path(arguments).write_text(str(os.getpid()))
    time.sleep(600)


def copy(arguments, place, tell):
    """Makes an entry of the store out of another one, and of a source."""
    old, new = arguments
    store = Store(place.store)
    store.put(new, store.read(old) + (place.root / "config/course.yaml").read_bytes())
    time.sleep(0.2)
    return Outcome(os.getpid(), (new,))
