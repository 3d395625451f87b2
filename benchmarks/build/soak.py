"""A batch under fire: random faults, one after the other, none of which may lose work or change a film.

    python -m benchmarks.build.soak --faults 200 --seed 1

In a small file system of its own (in a user namespace, so no rights are needed) the same few lectures are
made again and again, while workers and whole process groups are killed, workers hang, lectures raise, entries
of the store are damaged and the disk is full for a moment. After each batch the films are compared with those
of an undisturbed one; segments that were drawn twice are counted.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click
import psutil

LECTURES = 5
SIZE = "400m"
FLAG = Path("/tmp/mathviz-soak-raise")
"""While this file is there, the next lecture that begins to move raises, once."""

SCENE = '''
from pathlib import Path

from manim import Create, Rotate, Square

from mathviz.stage import Lecture

FLAG = Path("{flag}")


class Soak{number}(Lecture):
    """Turns a square, {number} times."""

    closing = 0.5

    def construct(self):
        square = Square({number} / 3 + 0.5)
        for turn in range(5):
            self.chapter("Turn " + "ABCDE"[turn])
            with self.say("Here it turns, once more, and then it rests.") as line:
                if FLAG.exists():
                    FLAG.unlink(missing_ok=True)
                    raise OSError("a fault for a moment")
                self.play(Create(square) if turn == 0 else Rotate(square), run_time=line.until("rests"))
'''
LECTURE = """\
          - id: so-m1-soak{number}
            title: Soak {number}
            objective: See a square turn
            tier: 1
            scene: scenes.soak.soak{number}.Soak{number}
"""
COURSE = """\
title: Soak
seed: 7
courses:
  - id: soak
    title: Soak
    modules:
      - id: so-m1
        title: Soak
        folder: soak
        lectures:
"""
PROFILES = """\
web: {width: 426, height: 240, fps: 30, encoder: fast, theme: default, voice: silent, language: en}
"""
ROOT = Path(__file__).parents[2]


def write_project(root: Path) -> None:
    """A course of a few short lectures."""
    numbers = range(1, LECTURES + 1)
    files = {
        "config/course.yaml": COURSE + "".join(LECTURE.format(number=n) for n in numbers),
        "config/profiles.yaml": PROFILES,
        "config/voices.yaml": "heart:\n  engine: hibari\n",
        "config/themes/default.yaml": (ROOT / "config/themes/default.yaml").read_text(),
        "scenes/__init__.py": "",
        "scenes/soak/__init__.py": "",
        **{f"scenes/soak/soak{n}.py": SCENE.format(number=n, flag=FLAG) for n in numbers},
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


class Batch:
    """A run of ``mathviz render`` in a process group of its own, whose events are kept."""

    def __init__(self, root: Path) -> None:
        self.drawn: list[tuple[str, int]] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mathviz", "render", "--json", "--jobs", "2"],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with suppress(ValueError):
                event = json.loads(line)
                if event["event"] == "segment-drawn":
                    self.drawn.append((event["lecture"], event["frame"]))

    def workers(self) -> list[psutil.Process]:
        """The workers that are there now."""
        with suppress(psutil.Error):
            children = psutil.Process(self.process.pid).children()
            return [child for child in children if "mathviz.build.crew.worker" in " ".join(child.cmdline())]
        return []

    def running(self) -> bool:
        """Whether it is still at work."""
        return self.process.poll() is None

    def wait(self) -> int:
        """Its exit code."""
        code = self.process.wait()
        self._listener.join()
        return code


class Soak:
    """Batches, faults, and what came of them."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random = root, random.Random(seed)
        self.faults: Counter[str] = Counter()
        self.codes: Counter[int] = Counter()
        self.again = 0
        self.damaged = 0
        self.reference: dict[str, str] = {}

    def films(self) -> dict[str, str]:
        """The SHA-256 of each film and of each text beside it."""
        names = [path for path in (self.root / "dist/soak").rglob("*") if path.suffix in (".mp4", ".vtt")]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in names}

    def clear(self) -> None:
        """Start from nothing."""
        for name in ("dist", ".mathviz"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def fault(self, batch: Batch) -> None:
        """Do something bad to a batch."""
        kinds = {"worker": 34, "group": 24, "raise": 14, "damage": 16, "full": 10, "hang": 2}
        (kind,) = self.random.choices(list(kinds), list(kinds.values()))
        if getattr(self, f"_{kind}")(batch):
            self.faults[kind] += 1

    def _worker(self, batch: Batch) -> bool:
        workers = batch.workers()
        if workers:
            with suppress(psutil.Error):
                self.random.choice(workers).kill()
        return bool(workers)

    def _group(self, batch: Batch) -> bool:
        with suppress(ProcessLookupError):
            os.killpg(batch.process.pid, signal.SIGKILL)
        return True

    def _hang(self, batch: Batch) -> bool:
        workers = batch.workers()
        if workers:
            with suppress(psutil.Error):
                self.random.choice(workers).suspend()
        return bool(workers)

    def _raise(self, batch: Batch) -> bool:
        FLAG.touch()
        return True

    def _damage(self, batch: Batch) -> bool:
        files = [path for path in (self.root / ".mathviz/store/data").glob("*/*") if path.suffix != ".tmp"]
        if not files:
            return False
        path = self.random.choice(files)
        with suppress(OSError), path.open("r+b") as file:
            file.seek(self.random.randrange(max(1, path.stat().st_size)))
            byte = file.read(1) or b"x"
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 255]))
            self.damaged += 1
        return True

    def _full(self, batch: Batch) -> bool:
        filler = self.root / "filler"
        with suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(b"x" * (1 << 20))
                file.flush()
        time.sleep(self.random.uniform(0.5, 2))
        filler.unlink(missing_ok=True)
        return True

    def round(self, most: int) -> None:
        """One batch from nothing, disturbed until it is done."""
        self.clear()
        drawn: Counter[tuple[str, int]] = Counter()
        damaged, quiet = self.damaged, 0
        while True:
            batch = Batch(self.root)
            while batch.running() and quiet == 0 and sum(self.faults.values()) < most:
                time.sleep(self.random.uniform(0.3, 4))
                if batch.running():
                    self.fault(batch)
            code = batch.wait()
            self.codes[code] += 1
            drawn.update(batch.drawn)
            FLAG.unlink(missing_ok=True)
            if code == 0 and (self.films() == self.reference or quiet > 0):
                break
            # Damage is found when it is read: a film may be whole while an entry below it is not.
            quiet = quiet + 1 if sum(drawn.values()) > 4 * len(drawn) + 20 else 0
            if quiet > 5:
                raise SystemExit(f"it does not come to an end: {self.codes}")
        more = sum(count - 1 for count in drawn.values())
        if damaged == self.damaged:
            self.again += more
        if self.films() != self.reference:
            raise SystemExit("the films are not those of an undisturbed batch")

    def run(self, most: int) -> None:
        """Rounds until there were so many faults."""
        self.clear()
        batch = Batch(self.root)
        if batch.wait() != 0:
            raise SystemExit("the undisturbed batch failed")
        self.reference = self.films()
        print(f"undisturbed: {len(batch.drawn)} segments, {len(self.reference)} files", flush=True)
        began, rounds = time.monotonic(), 0
        while sum(self.faults.values()) < most:
            self.round(most)
            rounds += 1
            print(
                f"{time.monotonic() - began:6.0f} s, round {rounds}: {sum(self.faults.values())} faults "
                f"{dict(self.faults)}, exit codes {dict(self.codes)}, all films the same",
                flush=True,
            )
        print(f"segments drawn again in rounds without damage: {self.again}")


@click.command()
@click.option("--faults", default=200)
@click.option("--seed", default=1)
@click.option("--inside", type=click.Path(path_type=Path), hidden=True)
def main(faults: int, seed: int, inside: Path | None) -> None:
    """Run the soak."""
    if inside is None:
        root = Path(os.environ.get("TMPDIR", "/tmp")) / f"soak-{os.getpid()}"
        root.mkdir()
        command = [
            sys.executable,
            "-m",
            "benchmarks.build.soak",
            "--faults",
            str(faults),
            "--seed",
            str(seed),
        ]
        script = 'mount -t tmpfs -o size="$1" soak "$2" && shift 2 && exec "$@"'
        apart = [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            script,
            "soak",
            SIZE,
            str(root),
        ]
        try:
            raise SystemExit(subprocess.run([*apart, *command, "--inside", str(root)]).returncode)
        finally:
            root.rmdir()
    write_project(inside)
    Soak(inside, seed).run(faults)


if __name__ == "__main__":
    main()
