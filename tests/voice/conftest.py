from pathlib import Path

import pytest
import yaml

from mathviz.voice import Voice, VoiceSettings, load_voice

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def heart() -> Voice:
    """The real voice, as it is configured."""
    settings = yaml.safe_load((ROOT / "config" / "voices.yaml").read_text(encoding="utf-8"))
    return load_voice("heart", VoiceSettings(**settings["heart"]))
