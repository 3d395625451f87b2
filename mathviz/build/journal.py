"""The journal: every run and every piece of work in it, with its cost, on disk at once.

What is finished is known from the store; the journal is for people (what happened that night) and for
predictions (what does a frame cost). It survives whatever happens to the processes that write it.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from mathviz.store import told_plainly

__all__ = ["Journal"]

TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, profile TEXT, out TEXT, lectures INTEGER, started REAL, ended REAL, outcome TEXT
);
CREATE TABLE IF NOT EXISTS tasks (
    id INTEGER PRIMARY KEY, run INTEGER, lecture TEXT, edition TEXT, what TEXT, frames INTEGER,
    started REAL, seconds REAL, outcome TEXT
);
CREATE INDEX IF NOT EXISTS by_edition ON tasks (edition, what);
"""


class Journal:
    """A SQLite file in write-ahead mode; a damaged one is set aside, since nothing depends on it."""

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        """Open the journal; only for ``reading`` nothing on disk is touched."""
        try:
            self._open(path, reading)
        except sqlite3.OperationalError:  # locked for long, a disk that is full: nothing depends on it
            self._forget()
        except sqlite3.DatabaseError:
            if not reading:
                with suppress(OSError):
                    path.replace(path.with_suffix(".damaged"))
            self._forget()

    def _open(self, path: Path, reading: bool) -> None:
        if reading:
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
            self._connection.execute("SELECT count(*) FROM tasks")
            return
        with told_plainly(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(TABLES)

    def _forget(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.executescript(TABLES)

    def _write(self, statement: str, values: tuple[object, ...]) -> int:
        try:
            return int(self._connection.execute(statement, values).lastrowid or 0)
        except sqlite3.Error:  # a full disk, say; what it stops is told where films are written
            return 0

    def begin(self, profile: str, out: Path, lectures: int) -> int:
        """A run begins; its number."""
        return self._write(
            "INSERT INTO runs (profile, out, lectures, started) VALUES (?, ?, ?, ?)",
            (profile, str(out), lectures, time.time()),
        )

    def end(self, run: int, outcome: str) -> None:
        """A run is over."""
        self._write("UPDATE runs SET ended = ?, outcome = ? WHERE id = ?", (time.time(), outcome, run))

    def start(self, run: int, lecture: str, edition: str, what: str, frames: int) -> int:
        """A piece of work begins; its number."""
        return self._write(
            "INSERT INTO tasks (run, lecture, edition, what, frames, started) VALUES (?, ?, ?, ?, ?, ?)",
            (run, lecture, edition, what, frames, time.time()),
        )

    def finish(self, task: int, seconds: float, outcome: str) -> None:
        """A piece of work is over: ``done``, or what became of it."""
        self._write(
            "UPDATE tasks SET seconds = ?, outcome = ? WHERE id = ?", (round(seconds, 3), outcome, task)
        )

    def frame_cost(self, edition: str) -> float | None:
        """Seconds that drawing a frame took on the mean in such an edition; None if none was drawn yet."""
        query = (
            "SELECT sum(seconds), sum(frames) FROM (SELECT seconds, frames FROM tasks WHERE edition = ? "
            "AND what = 'draw' AND outcome = 'done' AND frames > 0 ORDER BY id DESC LIMIT 200)"
        )
        try:
            seconds, frames = self._connection.execute(query, (edition,)).fetchone()
        except sqlite3.Error:
            return None
        return seconds / frames if frames else None

    def costs(self, edition: str) -> dict[str, tuple[float, float, float]]:
        """By lecture: seconds that rehearsing took last, that a frame took, and that assembling took last."""
        query = (
            "SELECT lecture, what, seconds, frames FROM tasks "
            "WHERE edition = ? AND outcome = 'done' ORDER BY id"
        )
        found: dict[str, dict[str, float]] = {}
        drawn: dict[str, tuple[float, int]] = {}
        try:
            rows = self._connection.execute(query, (edition,)).fetchall()
        except sqlite3.Error:
            return {}
        for lecture, what, seconds, frames in rows:
            found.setdefault(lecture, {})[what] = seconds
            if what == "draw" and frames:
                before = drawn.get(lecture, (0.0, 0))
                drawn[lecture] = (before[0] + seconds, before[1] + frames)
        return {
            lecture: (one["rehearse"], drawn[lecture][0] / drawn[lecture][1], one["assemble"])
            for lecture, one in found.items()
            if lecture in drawn and {"rehearse", "assemble"} <= one.keys()
        }

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
