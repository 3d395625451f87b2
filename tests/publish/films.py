"""A real film of three seconds, and course sets made of it."""

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from mathviz.files import atomic_write
from mathviz.publish import course_json, dumps, file_json, lecture_json, publish, transcript_html
from mathviz.timeline import AskedQuestion, Beat, Chapter, Number, Sentence, Timeline, Word, ticks

SIZE, FPS, SECONDS, RATE = (256, 144), 15, 3, 48_000

CAPTIONS = """WEBVTT

00:00.100 --> 00:01.300
Take the unit square.

00:01.600 --> 00:02.800
Its area becomes 5 & it is <b>not</b> zero.
""".replace("& it is <b>not</b>", "&amp; it is &lt;b&gt;not&lt;/b&gt;")
CUES = ["Take the unit square.", "Its area becomes 5 & it is <b>not</b> zero."]


def write_film(path: Path) -> None:
    """H.264 and AAC: a blue square that moves over the background, and a quiet tone."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "g": str(FPS)})
        video.width, video.height, video.pix_fmt = *SIZE, "yuv420p"
        audio = container.add_stream("aac", rate=RATE)
        audio.layout = "mono"
        for k in range(SECONDS * FPS):
            picture = np.full((SIZE[1], SIZE[0], 3), (17, 21, 28), np.uint8)
            picture[50:94, 40 + 3 * k : 84 + 3 * k] = (60, 188, 255)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        tone = 0.05 * np.sin(2 * np.pi * 220 * np.arange(SECONDS * RATE) / RATE, dtype=np.float32)
        for start in range(0, tone.size, 1024):
            frame = av.AudioFrame.from_ndarray(tone[None, start : start + 1024], format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            container.mux(audio.encode(frame))
        container.mux(video.encode())
        container.mux(audio.encode())


def write_poster(path: Path) -> None:
    picture = Image.new("RGB", SIZE, (17, 21, 28))
    picture.paste((60, 188, 255), (106, 50, 150, 94))
    picture.save(path)


def timeline(
    lecture: str = "la-m4-area",
    title: str = "The determinant is an area",
    chapters: tuple[str, str] = ("Area before", "Area after"),
    prompt: str = "What would a determinant of zero look like?",
) -> Timeline:
    """Three seconds: two chapters, two sentences, a question, a number."""

    def beat(chapter: int, start: float, end: float, text: str) -> Beat:
        names = text.split()
        edges = np.linspace(start, end, len(names) + 1)
        words = tuple(
            Word(w, ticks(a), ticks(b)) for w, a, b in zip(names, edges[:-1], edges[1:], strict=True)
        )
        sentence = Sentence(text, text, ticks(start), ticks(end), words, "key")
        return Beat(chapter, ticks(start), ticks(end), (sentence,), "area.py", 12)

    return Timeline(
        lecture=lecture,
        title=title,
        language="en",
        voice="heart",
        duration=ticks(SECONDS),
        chapters=(Chapter(chapters[0], 0), Chapter(chapters[1], ticks(1.5))),
        beats=(beat(0, 0.1, 1.3, CUES[0]), beat(1, 1.6, 2.8, CUES[1])),
        questions=(
            AskedQuestion(
                prompt=prompt,
                choices=("A line", "A larger square"),
                answer=0,
                explanations=("The square is pressed flat.", "Then the factor would be above one."),
                asked=ticks(1.5),
                rest_start=ticks(1.5),
                rest_end=ticks(2),
                answered=ticks(2.5),
            ),
        ),
        numbers=(Number("det", np.float64(5.0), "5", "five", ticks(2)),),
    )


def record(of: Timeline, objective: str = "Read a determinant off a picture.", files=None) -> dict:
    return lecture_json(
        of,
        course={"id": "linear_algebra", "title": "Linear Algebra"},
        module={"id": "la-m4", "title": "Determinants and eigenvectors"},
        objective=objective,
        voice={"name": "heart", "version": "0.2.1"},
        engine={"mathviz": "0.1.0", "manim": "0.22.0"},
        profile="draft",
        fps=FPS,
        size=SIZE,
        files=files or {},
    )


def entry(lecture: str, title: str, status: str = "planned") -> dict:
    folder = f"linear_algebra/la-m4/{lecture}"
    return {
        "id": lecture,
        "title": title,
        "status": status,
        "folder": folder,
        "duration": None,
        "files": {},
    }


def write_lecture(out: Path, film: Path, of: Timeline, **about) -> dict:
    """The folder of a ready lecture, with a link to the film; returns its entry in the manifest."""
    ready = entry(of.lecture, of.title, "ready")
    folder = out / ready["folder"]
    atomic_write(folder / "captions.en.vtt", CAPTIONS)
    atomic_write(folder / "transcript.en.html", transcript_html(record(of, **about)))
    for name in ("film.mp4", "poster.jpg"):
        os.link(film.with_name(name), folder / name)
    files = {path.name: file_json(path) for path in sorted(folder.iterdir())}
    lecture = record(of, files=files, **about)
    atomic_write(folder / "lecture.json", dumps(lecture))
    return ready | {"duration": lecture["duration"], "files": files}


def write_site(out: Path, modules: list[list[dict]], title: str = "Mathematics for Machine Learning") -> Path:
    """Publish one course of the given modules; returns the page."""
    course = {
        "id": "linear_algebra",
        "title": "Linear Algebra",
        "modules": [
            {"id": f"la-m{k}", "title": f"Module {k}", "lectures": lectures}
            for k, lectures in enumerate(modules, start=4)
        ],
    }
    publish(out, course_json(title=title, language="en", profile="draft", courses=[course]))
    return out / "index.html"
