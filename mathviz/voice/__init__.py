"""The voice: narration to sentences, sentences to sound with word times, captions and the finished track.

What is named here is imported when it is first asked for: planning needs the settings only.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mathviz.voice.caption_files import chapters_vtt, read_vtt, write_srt, write_vtt
    from mathviz.voice.captions import Cue, caption_problems, cues
    from mathviz.voice.engine import HibariVoice, SilentVoice, Speech, Voice, load_voice
    from mathviz.voice.mastering import Loudness, loudness, master, track
    from mathviz.voice.script import Script, ScriptError, Utterance, parse
    from mathviz.voice.settings import Pauses, VoiceSettings
    from mathviz.voice.store import SpeechStore, StoredSpeech
    from mathviz.voice.values import Value, percent, rounded, value_of

__all__ = [
    "Cue",
    "HibariVoice",
    "Loudness",
    "Pauses",
    "Script",
    "ScriptError",
    "SilentVoice",
    "Speech",
    "SpeechStore",
    "StoredSpeech",
    "Utterance",
    "Value",
    "Voice",
    "VoiceSettings",
    "caption_problems",
    "chapters_vtt",
    "cues",
    "load_voice",
    "loudness",
    "master",
    "parse",
    "percent",
    "read_vtt",
    "rounded",
    "track",
    "value_of",
    "write_srt",
    "write_vtt",
]

_HOMES = {
    "caption_files": "chapters_vtt read_vtt write_srt write_vtt",
    "captions": "Cue caption_problems cues",
    "engine": "HibariVoice SilentVoice Speech Voice load_voice",
    "mastering": "Loudness loudness master track",
    "script": "Script ScriptError Utterance parse",
    "settings": "Pauses VoiceSettings",
    "store": "SpeechStore StoredSpeech",
    "values": "Value percent rounded value_of",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
