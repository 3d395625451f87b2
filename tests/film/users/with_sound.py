# ruff: noqa: F403, F405
import math
import struct
import tempfile
import wave
from pathlib import Path

from manim import *


def beep(seconds=0.4, rate=22050):
    path = Path(tempfile.mkdtemp()) / "beep.wav"
    with wave.open(str(path), "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(rate)
        samples = (int(12000 * math.sin(2 * math.pi * 440 * k / rate)) for k in range(int(seconds * rate)))
        f.writeframes(b"".join(struct.pack("<h", s) for s in samples))
    return str(path)


class WithSound(Scene):
    def construct(self):
        sound = beep()
        self.play(FadeIn(Circle()), run_time=1)
        self.add_sound(sound)
        self.wait()
        self.add_sound(sound, time_offset=0.5, gain=-6)
        self.play(FadeOut(*self.mobjects), run_time=1)
