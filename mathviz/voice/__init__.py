"""The voice: narration to sentences, sentences to sound with word times, captions and the finished track."""

from mathviz.voice.engine import HibariVoice, SilentVoice, Speech, Voice, load_voice
from mathviz.voice.script import Script, ScriptError, Utterance, parse
from mathviz.voice.settings import Pauses, VoiceSettings
from mathviz.voice.store import SpeechStore, StoredSpeech
from mathviz.voice.values import Value, percent, rounded, value_of

__all__ = [
    "HibariVoice",
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
    "load_voice",
    "parse",
    "percent",
    "rounded",
    "value_of",
]
