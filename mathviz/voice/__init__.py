"""The voice: narration to sentences, sentences to sound with word times, captions and the finished track."""

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
