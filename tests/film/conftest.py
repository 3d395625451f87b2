"""Files as users write them are films to be made, no modules of the tests: some set up Manim on import."""

import pytest
from manim import tempconfig

collect_ignore = ["users"]


@pytest.fixture(scope="module")
def small_films(tmp_path_factory):
    """What has Manim make films of a size and a frame rate, in a folder of its own, silently."""

    def settings(width, height, fps):
        return tempconfig(
            {
                "pixel_width": width,
                "pixel_height": height,
                "frame_rate": fps,
                "media_dir": str(tmp_path_factory.mktemp("media")),
                "verbosity": "ERROR",
                "progress_bar": "none",
                "disable_caching": True,
            }
        )

    return settings
