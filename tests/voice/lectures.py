"""Small lectures for the tests: beats of narration, one after the other, as a stage would time them."""

from mathviz.timeline import Beat, Chapter, Sentence, Timeline, Word, ticks
from mathviz.voice import SilentVoice, SpeechStore, Voice, parse


def lecture(
    beats: list[str],
    voice: Voice | None = None,
    *,
    store: SpeechStore | None = None,
    beats_in_chapter: int = 100,
    **values,
) -> Timeline:
    """The timeline of these beats, a pause after each sentence and a longer one after each beat."""
    voice = voice or SilentVoice()
    pauses = voice.settings.pauses
    time = 0
    timed = []
    for number, text in enumerate(beats):
        beat_start = time
        given = {name: value for name, value in values.items() if f"{{{name}}}" in text}
        sentences = []
        for utterance in parse(text, given).sentences:
            stored = store.speak(voice, utterance) if store else None
            speech = stored.speech if stored else voice.speak(utterance)
            words = tuple(
                Word(word, time + ticks(start), time + ticks(end))
                for word, (start, end) in zip(utterance.words, speech.words, strict=True)
            )
            end = time + ticks(speech.duration)
            key = stored.key if stored else ""
            sentences.append(Sentence(utterance.shown, utterance.said, time, end, words, key))
            time = end + ticks(pauses.sentence)
        time += ticks(pauses.paragraph - pauses.sentence)
        timed.append(
            Beat(number // beats_in_chapter, beat_start, time, tuple(sentences), "lecture.py", number)
        )
    chapters = [Chapter(f"Part {n}", beat.start) for n, beat in enumerate(timed[::beats_in_chapter], 1)]
    return Timeline("test", "Test", "en", voice.name, time, tuple(chapters), tuple(timed))
