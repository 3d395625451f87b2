import io
import math
from itertools import pairwise

import av
import numpy as np
import pytest

from mathviz.voice import SpeechStore, loudness, master, track
from tests.voice.lectures import lecture

RATE = 48_000
TEXT = [
    "Here are twenty-four arrows. Apply the same matrix to all of them, again and again.",
    "After five rounds they crowd together along one line. Which line? And why that one?",
    "The determinant is {det}. It must squash a whole direction, so its area factor is zero.",
]


@pytest.fixture(scope="module")
def spoken(heart, tmp_path_factory):
    store = SpeechStore(tmp_path_factory.mktemp("speech"))
    timeline = lecture(TEXT, heart, store=store, det=-3)
    return timeline, store, track(timeline, store)


@pytest.fixture(scope="module")
def mastered(spoken):
    return master(spoken[2])


def after_aac(samples: np.ndarray) -> np.ndarray:
    """The samples as a player hears them: AAC at 128 kb/s in MP4 and back."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as film:
        stream = film.add_stream("aac", rate=RATE, layout="mono", options={"b": "128k"})
        for start in range(0, len(samples), RATE):
            block = np.ascontiguousarray(samples[None, start : start + RATE])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = RATE, start
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    file.seek(0)
    with av.open(file) as film:
        return np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)])


def test_the_track_lasts_as_long_as_the_lecture_and_each_sentence_sounds_at_its_time(spoken):
    timeline, store, samples = spoken
    assert len(samples) == timeline.duration * 400
    for sentence, following in pairwise(timeline.sentences):
        sound = samples[sentence.start * 400 : sentence.end * 400]
        energy = np.sum(store.load(sentence.sound).samples.astype(float) ** 2) * 2  # at twice the rate
        assert np.sum(sound.astype(float) ** 2) == pytest.approx(energy, rel=0.02)
        assert np.abs(samples[sentence.end * 400 + 400 : following.start * 400]).max() == 0


def test_speech_has_the_loudness_of_a_broadcast_after_aac(mastered):
    for heard in (mastered, after_aac(mastered)):
        measured = loudness(heard)
        assert measured.integrated == pytest.approx(-16, abs=0.5)
        assert measured.true_peak <= -1


def test_mastering_moves_nothing_in_time_and_repeats_exactly(spoken, mastered):
    samples = spoken[2]
    assert mastered.dtype == np.float32 and mastered.shape == samples.shape
    assert np.array_equal(master(samples), mastered)
    second = slice(RATE, 2 * RATE)
    spectrum = np.fft.rfft(mastered[second]) * np.conj(np.fft.rfft(samples[second]))
    assert np.argmax(np.fft.irfft(spectrum)) == 0


@pytest.mark.parametrize("amplitude", [0.1, 0.5])
def test_loudness_of_a_tone_is_as_the_recommendation_says(amplitude):
    """BS.1770-4: a 997 Hz sine of full scale on one front channel reads −3.01 LUFS."""
    tone = amplitude * np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE)
    measured = loudness(tone.astype(np.float32))
    assert measured.integrated == pytest.approx(-3.01 + 20 * math.log10(amplitude), abs=0.1)
    assert measured.true_peak == pytest.approx(20 * math.log10(amplitude), abs=0.1)


def test_true_peaks_between_samples_are_seen():
    """EBU Tech 3341's sine at a quarter of the rate: samples reach only 0.707 of its peak of −6 dBTP."""
    wave = 0.5 * np.sin(2 * np.pi * np.arange(5 * RATE) / 4 + np.pi / 4) * np.hanning(5 * RATE)
    assert np.abs(wave).max() < 0.36
    assert loudness(wave.astype(np.float32)).true_peak == pytest.approx(-6.0, abs=0.4)


def test_silence_stays_silence():
    silence = np.zeros(2 * RATE, np.float32)
    assert not master(silence).any()
    assert loudness(silence).integrated == loudness(silence).true_peak == -math.inf


def test_a_track_that_can_not_be_made_is_refused(spoken):
    timeline, store, _ = spoken
    with pytest.raises(ValueError, match="multiple of 120"):
        track(timeline, store, rate=44_101)
    with pytest.raises(KeyError):
        track(timeline, SpeechStore(store.folder / "empty"))
