"""Layout: each verb puts things where it says, inside its region, and the regions leave the captions free."""

import pytest
from manim import Rectangle, Square

from mathviz.stage import BOARD, CAPTIONS, FULL, SIDE, TITLE, AuthorError, Region

REGION = Region(-3, -2, 5, 2)


def edges(mobject):
    return tuple(
        pytest.approx(float(x), abs=1e-9)
        for x in (
            mobject.get_left()[0],
            mobject.get_bottom()[1],
            mobject.get_right()[0],
            mobject.get_top()[1],
        )
    )


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ("centre", (0.5, -0.5, 1.5, 0.5)),
        ("top", (0.5, 1, 1.5, 2)),
        ("bottom left", (-3, -2, -2, -1)),
        ("top right", (4, 1, 5, 2)),
        ("left", (-3, -0.5, -2, 0.5)),
    ],
)
def test_a_thing_is_placed_at_an_edge_or_in_the_middle(at, place):
    assert edges(REGION.place(Square(1), at=at)) == place


def test_what_is_too_large_is_made_to_fit_and_what_fits_is_left_alone():
    wide = REGION.place(Rectangle(width=16, height=2))
    assert (wide.width, wide.height) == pytest.approx((8, 1))
    assert REGION.contains(wide)
    assert REGION.place(Square(1)).width == 1
    assert not REGION.contains(REGION.place(Rectangle(width=16, height=2), fit=False))


def test_an_unknown_edge_is_told():
    with pytest.raises(AuthorError, match="no place 'middle' in a region; the places are top, bottom"):
        REGION.place(Square(1), at="middle")


def test_a_stack_goes_down_from_the_top_with_its_gap():
    first, second = Square(1), Rectangle(width=2, height=0.5)
    REGION.stack(first, second, gap=0.25)
    assert edges(first) == (-3, 1, -2, 2)
    assert edges(second) == (-3, 0.25, -1, 0.75)
    REGION.stack(first, second, at="centre", align="centre")
    assert first.get_center()[0] == pytest.approx(1) == second.get_center()[0]
    assert first.get_top()[1] == pytest.approx(-second.get_bottom()[1])


def test_columns_and_rows_share_the_region_but_for_the_gaps():
    left, right = REGION.split(1, 3, gap=0.4)
    assert (left.left, right.right) == pytest.approx((-3, 5))
    assert right.left - left.right == pytest.approx(0.4)
    assert right.width == pytest.approx(3 * left.width)
    upper, middle, lower = REGION.rows(1, 1, 2, gap=0.2)
    assert (upper.top, lower.bottom) == (2, pytest.approx(-2))
    assert upper.bottom - middle.top == pytest.approx(0.2) == middle.bottom - lower.top
    assert lower.height == pytest.approx(2 * upper.height)
    assert {(r.left, r.right) for r in (upper, middle, lower)} == {(-3, 5)}


def test_no_region_reaches_into_another_or_out_of_the_frame():
    for region in (TITLE, BOARD, SIDE, FULL, CAPTIONS):
        assert -64 / 9 < region.left < region.right < 64 / 9
        assert -4 < region.bottom < region.top < 4
    assert TITLE.bottom > FULL.top and FULL.bottom > CAPTIONS.top
    assert BOARD.right < SIDE.left
    assert (FULL.left, FULL.right) == (BOARD.left, SIDE.right)
    assert {(r.bottom, r.top) for r in (BOARD, SIDE, FULL)} == {(FULL.bottom, FULL.top)}
