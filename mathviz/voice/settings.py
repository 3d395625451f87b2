"""What a voice is asked for: one entry of ``config/voices.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Pauses", "VoiceSettings"]


class Pauses(BaseModel):
    """Silence after a sentence and after a paragraph (a beat), in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: float = Field(default=0.30, ge=0.0, le=5.0)
    paragraph: float = Field(default=0.60, ge=0.0, le=5.0)


class VoiceSettings(BaseModel):
    """One voice: its engine, language (BCP 47), speed (1 is the natural pace) and pauses."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: Literal["hibari", "silent"]
    language: Literal["en"] = "en"
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    pauses: Pauses = Pauses()
