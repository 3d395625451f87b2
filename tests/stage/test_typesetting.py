"""Text and formulas: sizes that can be read, one face for words, named parts, no fonts of the machine."""

import pytest

from mathviz.film.setting import setting
from mathviz.stage import AuthorError, Formula, Lecture, Rewrite, Text
from mathviz.stage.typesetting import EM_PX, use_package_fonts
from mathviz.theme import DEFAULT
from tests.stage.trial import Frames, run

CAPITAL = 0.66  # of an em: the height of Source Sans's capitals


@pytest.fixture(autouse=True)
def manim():
    with setting((256, 144), 15, DEFAULT.background):
        use_package_fonts()
        yield


def formula(markup, **kwargs):
    return Formula(markup, DEFAULT, **kwargs)


def outlines(mobject):
    return [part.points for part in mobject.family_members_with_points()]


def pixels(height):
    """Units of the frame in pixels at 1080 lines."""
    return height * 1080 / 8


@pytest.mark.parametrize("size", EM_PX)
def test_no_size_is_smaller_than_28_pixels_and_what_is_talked_about_has_48(size):
    assert EM_PX[size] >= (48 if size in ("name", "formula", "large") else 28)
    assert pixels(Text("H", DEFAULT, size=size).height) == pytest.approx(CAPITAL * EM_PX[size], rel=0.02)


def test_an_unknown_size_is_told():
    with pytest.raises(AuthorError, match="no size 'huge'; the sizes are small, label"):
        Text("H", DEFAULT, size="huge")


def test_words_in_a_formula_have_the_face_of_all_other_words():
    words, text = formula('"area"', size="body"), Text("area", DEFAULT, size="body")
    assert [words.width, words.height] == pytest.approx([text.width, text.height], rel=1e-3)
    letters = formula("a r e a", size="body")
    assert letters.width != pytest.approx(text.width, rel=0.05), "letters by themselves are variables"


def test_arguments_of_functions_are_no_words():
    assert len(outlines(formula('x class("relation", +) y'))) == 3


@pytest.mark.parametrize("markup", ["1/2", "overline(x)", "sqrt(n)"])
def test_bars_are_filled_outlines_that_scale_with_their_formula(markup):
    small, large = formula(markup, size="label"), formula(markup, size="large")
    for part in small.family_members_with_points():
        assert part.get_fill_opacity() == 1 and not part.get_stroke_width()
    for one, other in zip(outlines(small), outlines(large), strict=True):
        ratio = EM_PX["large"] / EM_PX["label"]
        assert (other - other.mean(axis=0)) == pytest.approx(
            ratio * (one - one.mean(axis=0)), rel=1e-3, abs=1e-6
        )


def test_named_parts_have_their_roles():
    law = formula("A {{v : v}} = {{lambda : factor}} {{v : again}}", roles={"v": "input", "factor": "answer"})
    assert law.names == ("v", "factor", "again")
    colours = {
        name: law.part(name).family_members_with_points()[0].get_color().to_hex() for name in law.names
    }
    assert colours == {"v": DEFAULT.input, "factor": DEFAULT.answer, "again": DEFAULT.ink}
    with pytest.raises(AuthorError, match="no part 'w'"):
        law.part("w")


@pytest.mark.parametrize("face", ["DejaVu Sans", "Liberation Sans"])
def test_fonts_of_the_machine_are_shut_out(face):
    with pytest.raises(AuthorError, match="unknown font family"):
        formula(f'#text(font: "{face}")[a]')


def test_a_wide_text_is_broken_into_lines():
    text = Text("a long sentence that does not fit into so narrow a column", DEFAULT, width=3)
    assert text.width <= 3 + 1e-6
    assert text.height > 2 * Text("a long", DEFAULT).height


def test_strong_words_and_signs_are_set_as_they_stand():
    plain, strong = Text("so it is", DEFAULT), Text("so *it* is", DEFAULT)
    assert strong.width > plain.width
    assert len(outlines(Text("#1: a_b = <c> [d]", DEFAULT))) == len("#1:a_b=<c>[d]")


def test_rewriting_carries_shared_parts_and_leaves_only_the_new_formula():
    class Rewriting(Lecture):
        def construct(self):
            self.chapter("Only")
            old = self.formula("{{x : x}} + {{1 : one}} = 3")
            new = self.formula("{{x : x}} = 3 - {{1 : one}}")
            self.full.stack(old, new)
            self.add(old)
            self.play(Rewrite(old, new), run_time=1)
            self.left = [m for m in self.mobjects if m is not self._heading]
            self.new = new

    sink = Frames()
    scene = run(Rewriting, sink=sink)
    assert scene.left == [scene.new]
    before, after = (set(map(tuple, sink.pictures[k].reshape(-1, 4)[:, :3].tolist())) for k in (5, -1))
    assert len(before) > 2 and len(after) > 2, "something is seen at the start and at the end"
