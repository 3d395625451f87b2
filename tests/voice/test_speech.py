import hashlib
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from mathviz.store import Store
from mathviz.voice import (
    ScriptError,
    SilentVoice,
    Speech,
    SpeechStore,
    VoiceSettings,
    load_voice,
    parse,
)

TEXT = "The matrix carries it to a parallelogram with area {det}, along {v}."


def utterance(text=TEXT, **values):
    return parse(text, values or ({"det": -3, "v": (1, -1)} if text is TEXT else {})).sentences[0]


def level(speech: Speech) -> np.ndarray:
    """Decibels below the loudest, per 5 ms."""
    step = speech.rate // 200
    frames = speech.samples[: len(speech.samples) // step * step].reshape(-1, step)
    rms = np.sqrt((frames**2).mean(axis=1)) + 1e-9
    return 20 * np.log10(rms / rms.max())


def digest() -> str:
    speech = load_voice("heart", VoiceSettings(engine="hibari")).speak(utterance())
    return hashlib.sha256(speech.samples.tobytes() + repr(speech.words).encode()).hexdigest()


@pytest.mark.parametrize("name", ["heart", "silent"])
def test_every_shown_word_has_its_time_in_order_within_the_sentence(heart, name):
    sentence = utterance()
    speech = (heart if name == "heart" else SilentVoice()).speak(sentence)
    assert speech.samples.dtype == np.float32
    assert len(speech.words) == len(sentence.words)
    assert all(0 <= start < end <= speech.duration for start, end in speech.words)
    starts = [start for start, _ in speech.words]
    assert starts == sorted(starts)


def test_silence_around_a_sentence_is_trimmed(heart):
    for text in ("Figure five shows x.", "How far?", "She sells both halves.", "That is all of it, thanks."):
        speech = heart.speak(utterance(text))
        loud = np.flatnonzero(level(speech) > -30) * 0.005
        assert loud[0] < 0.1 and speech.duration - loud[-1] < 0.2  # soft "f", "th", "s" are kept
        ends = [np.abs(part).max() for part in (speech.samples[:240], speech.samples[-240:])]
        assert max(ends) < 0.01 * np.abs(speech.samples).max()  # nothing is cut in mid-sound
        assert 0 <= speech.words[0][0] < 0.06


def test_a_word_starts_where_the_sound_returns_after_a_rest(heart):
    """Word times come from the model's durations; here they meet the loudness alone, where rests show it."""
    speech = heart.speak(utterance("sand — angles — arrows — inner — matrix — axis — under — open — error."))
    quiet = level(speech) < -40
    returns = np.array([i * 0.005 for i in range(8, len(quiet)) if quiet[i - 8 : i].all() and not quiet[i]])
    errors = [np.abs(returns - start).min() for start, _ in speech.words]
    near = [error for error in errors if error < 0.15]  # the others have no rest before them
    assert len(near) >= 4 and max(near) <= 0.05


def test_speech_is_the_same_in_every_process():
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(digest) == digest()


def test_speed_and_silence_keep_the_natural_pace(heart):
    sentence = utterance("Now apply the same matrix again and again, and watch where every arrow goes.")
    natural, silent = heart.speak(sentence).duration, SilentVoice().speak(sentence).duration
    assert silent == pytest.approx(natural, rel=0.2)
    slow = load_voice("slow", VoiceSettings(engine="hibari", speed=0.8)).speak(sentence).duration
    assert slow > 1.1 * natural
    assert not SilentVoice().speak(sentence).samples.any()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("This is a type I error.", "type 1"),
        ("He comes to St Petersburg", "saint|Saint"),
        ("[word](/Ω/)", "phoneme"),
        ("and so " * 90 + "on.", "breath"),
    ],
)
def test_what_the_voice_would_not_say_as_written_is_refused(heart, text, reason):
    with pytest.raises(ScriptError, match=reason):
        heart.speak(utterance(text))


def test_letters_and_full_stops_are_heard(heart):
    """The package takes "x." for an abbreviation; without a remedy the voice would not fall at the end."""
    falling, hanging = heart.speak(utterance("Multiply it by x.")), heart.speak(utterance("Multiply it by x"))
    assert falling.samples.tobytes() != hanging.samples.tobytes()


class TestStore:
    def test_a_sentence_is_spoken_once(self, heart, tmp_path):
        store = SpeechStore(tmp_path / "new" / "speech")
        first = store.speak(heart, utterance())
        again = SpeechStore(tmp_path / "new" / "speech").speak(_Mute(heart), utterance())
        assert again.key == first.key
        assert np.array_equal(again.speech.samples, first.speech.samples)
        assert again.speech.words == first.speech.words
        assert store.load(first.key).rate == first.speech.rate

    def test_whatever_changes_the_sound_changes_the_key(self, tmp_path):
        store, silent = SpeechStore(tmp_path), SilentVoice()
        slow = SilentVoice(settings=VoiceSettings(engine="silent", speed=0.8))
        keys = {
            store.speak(silent, utterance()).key,
            store.speak(slow, utterance()).key,
            store.speak(silent, utterance("Another sentence.")).key,
            store.speak(silent, utterance("[Another sentence.](Another sentence.)")).key,
            store.speak(silent, utterance("[Other](Another sentence.)")).key,
        }
        assert len(keys) == 4

    @pytest.mark.parametrize("damage", [b"", b"PK", None])
    def test_a_damaged_entry_is_made_again(self, tmp_path, damage):
        store = SpeechStore(tmp_path)
        first = store.speak(SilentVoice(), utterance())
        (path,) = tmp_path.glob("data/*/*")
        whole = path.read_bytes()
        middle = len(whole) // 2
        path.write_bytes(
            whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :] if damage is None else damage
        )
        with pytest.raises(KeyError):
            store.load(first.key)
        assert store.speak(SilentVoice(), utterance()).speech.words == first.speech.words
        assert path.read_bytes() == whole

    def test_two_processes_share_a_store(self, tmp_path):
        with get_context("spawn").Pool(2) as pool:
            results = [pool.apply_async(_fill, (str(tmp_path),)) for _ in range(2)]
            first, second = (result.get(60) for result in results)
        assert first == second
        assert len(list(Store(tmp_path).names())) == len(first) == 40
        assert not list(tmp_path.rglob("*.tmp"))


class _Mute:
    """A voice that must not be asked to speak."""

    def __init__(self, voice):
        self.name, self.settings, self.version = voice.name, voice.settings, voice.version

    def speak(self, utterance):
        raise AssertionError("spoken again")


def _fill(folder: str) -> list[str]:
    store = SpeechStore(Path(folder))
    sentences = [parse("Round {n}.", {"n": n}).sentences[0] for n in range(40)]
    return [store.speak(SilentVoice(), sentence).key for sentence in sentences]


def loaded_by(code: str) -> set[str]:
    program = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_planning_loads_no_engine():
    plan = "import mathviz.voice as v; v.load_voice('heart', v.VoiceSettings(engine='hibari')).version"
    heavy = {"hibari", "onnxruntime", "manim", "av"}
    assert not heavy & loaded_by(plan)
    speak = plan.replace(".version", ".speak(v.parse('Hello.', {}).sentences[0])")
    assert {"hibari", "onnxruntime"} <= loaded_by(speak)  # the check above can fail
