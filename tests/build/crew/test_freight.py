"""Entries arrive as they were sent, or not at all."""

import pytest

from mathviz.build.crew.freight import Freight, FreightError, Parcel, take_in
from mathviz.store import Store, key_of

KEY, OTHER = key_of("segment", 1), key_of("segment", 2)


TAKE = key_of("take", 1)


@pytest.fixture
def home(tmp_path):
    store = Store(tmp_path / "home")
    store.put(KEY, b"a film", seconds=2.5, lecture="al-m1-slope")
    return store


@pytest.fixture
def away(tmp_path):
    return Store(tmp_path / "away")


@pytest.fixture(params=["with the work", "shared"])
def freights(request, tmp_path, home, away):
    shared = None if request.param == "with the work" else (tmp_path / "shared é").as_uri()
    return Freight(home.folder, shared), Freight(away.folder, shared)


def test_entries_arrive_with_their_records(freights, home, away):
    out, back = freights
    back.inward([KEY], out.outward([KEY]))
    assert away.read(KEY) == b"a film"
    assert (away.entry(KEY).seconds, away.entry(KEY).about) == (2.5, {"lecture": "al-m1-slope"})
    away.put(OTHER, b"another")
    out.inward([KEY, OTHER], back.outward([KEY, OTHER]))
    assert home.read(OTHER) == b"another"


def test_what_a_lecture_was_found_to_be_is_replaced_by_what_it_is_found_to_be_now(freights, home, away):
    out, back = freights
    home.put(TAKE, b"as it was")
    back.inward([TAKE], out.outward([TAKE]))
    away.put(TAKE, b"after an edit")
    out.inward([TAKE], back.outward([TAKE]))
    assert home.read(TAKE) == b"after an edit"


def test_what_was_not_sent_is_told(freights):
    out, back = freights
    with pytest.raises(FreightError, match="entry"):
        back.inward([OTHER], {})
    with pytest.raises(KeyError):
        out.outward([OTHER])


def test_damage_on_the_way_is_noticed(tmp_path, home, away):
    parcel = Freight(home.folder, None).outward([KEY])[KEY]
    with pytest.raises(FreightError, match="damaged on its way"):
        take_in(away, KEY, Parcel(b"b film", parcel.record))
    shared = tmp_path / "shared"
    Freight(home.folder, shared.as_uri()).outward([KEY])
    (data,) = shared.glob("data/*/*")
    data.write_bytes(b"b film")
    with pytest.raises(FreightError, match="was damaged"):
        Freight(away.folder, shared.as_uri()).inward([KEY], {})
    assert KEY not in away


@pytest.mark.parametrize("key", ["../../etc/passwd", "segment/../../x", f"/segment/{'0' * 64}", "segment"])
def test_a_key_is_no_path(away, home, key):
    with pytest.raises(FreightError, match="no key"):
        take_in(away, key, Freight(home.folder, None).outward([KEY])[KEY])
