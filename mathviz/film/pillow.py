"""Pillow as Manim 0.22 knows it: since Pillow 12, no transparent image can be made from a matrix of floats.

Manim's camera makes one for each image that it shows, so that scenes with images fail there; not here.
"""

from __future__ import annotations

from typing import Any

import manim.camera.camera as manims
import numpy as np
from PIL import Image

__all__ = ["mend_images"]


class _Pillow:
    def __getattr__(self, name: str) -> Any:
        return getattr(Image, name)

    def fromarray(self, array: np.ndarray, mode: str | None = None) -> Image.Image:
        return Image.fromarray(array if array.dtype == np.uint8 else np.zeros((*array.shape, 4), np.uint8))


def mend_images() -> None:
    """Let Manim's cameras show images, in this process."""
    manims.Image = _Pillow()
