"""Films of files as users write them: old habits, odd features, helpers beside the file, umlauts in names."""

from pathlib import Path

import av
import pytest

from tests.film.command import SMALL, mathviz_film

USERS = Path(__file__).with_name("users")
FILES = [path for path in sorted(USERS.glob("*.py")) if path.stem != "helper_beside"]


def names(paths):
    return [path.stem for path in paths]


@pytest.mark.parametrize("file", FILES, ids=names(FILES))
def test_it_renders_to_where_manim_would_put_it_and_each_frame_is_manims(tmp_path, file):
    result = mathviz_film(tmp_path, file, "-a", *SMALL)
    assert result.code == 0, result.err
    assert "Traceback" not in result.err
    told = [line.partition(": ")[2] for line in result.out.splitlines() if " s, " in line or " s)" in line]
    made = [tmp_path / line.rpartition(" (")[0] for line in told]
    assert made
    for path in made:
        if path.suffix == ".mp4":
            assert path.parent == tmp_path / "media" / "videos" / file.stem / "108p10"
            with av.open(str(path)) as film:
                assert sum(1 for _ in film.decode(video=0)) > 1
        else:
            assert path.parent == tmp_path / "media" / "images" / file.stem
    verified = mathviz_film(tmp_path, file, "-a", "--verify", *SMALL)
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.count("every frame is the same as Manim's") == len(made)


def test_at_least_twenty():
    assert len(FILES) >= 20


def test_sections_are_cut_out_with_their_list(tmp_path):
    result = mathviz_film(tmp_path, USERS / "in_sections.py", "--save_sections", *SMALL)
    sections = [path for path in result.files() if "/sections/" in path]
    assert [Path(path).suffix for path in sections].count(".mp4") == 2  # one was skipped
    assert any(path.endswith(".json") for path in sections)
    for path in sections:
        if path.endswith(".mp4"):
            with av.open(str(tmp_path / path)) as film:
                assert next(film.decode(video=0)).pts == 0


def test_sound_is_where_the_scene_put_it(tmp_path):
    mathviz_film(tmp_path, USERS / "with_sound.py", *SMALL)
    with av.open(str(tmp_path / "media/videos/with_sound/108p10/WithSound.mp4")) as film:
        blocks = [(f.time, abs(f.to_ndarray()).max()) for f in film.decode(audio=0)]
    loud = [time for time, peak in blocks if peak > 0.05]
    assert loud[0] == pytest.approx(1, abs=0.05)
    assert loud[-1] == pytest.approx(2.9, abs=0.05)


def test_subcaptions_come_beside_the_film(tmp_path):
    result = mathviz_film(tmp_path, USERS / "captioned.py", *SMALL)
    (captions,) = [path for path in result.files() if path.endswith(".srt")]
    assert "It moves to the right." in (tmp_path / captions).read_text()
