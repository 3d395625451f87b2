"""What travels is the sources and nothing else, and unpacking it writes below its folder and nowhere else."""

import io
import stat
import zipfile

import pytest

from mathviz.build.crew.bundle import Bundle, BundleError, pack, unpack
from tests.build.small_project import write_project


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "a project with spaces é"
    write_project(root)
    (root / "scenes/algebra/data é.csv").write_bytes(b"1,2\r\n")
    return root


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_sources_come_out_as_they_went_in(root, tmp_path):
    before = files(root)
    (root / "scenes/__pycache__").mkdir()
    (root / "scenes/__pycache__/slope.pyc").write_bytes(b"x")
    (root / "dist").mkdir()
    (root / "dist/film.mp4").write_bytes(b"x")
    bundle = pack(root)
    assert files(unpack(bundle, tmp_path / "there")) == before
    assert {p.name for p in tmp_path.iterdir()} == {root.name, "there"}
    for path in root.rglob("*.py"):
        path.touch()
    assert pack(root) == bundle
    (root / "scenes/algebra/lines/slope.py").write_text("# other")
    assert pack(root).digest != bundle.digest


def crafted(name, mode=stat.S_IFREG | 0o644):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("scenes/fine.py", "")
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, "../../outside")
    return Bundle.of(buffer.getvalue())


@pytest.mark.parametrize(
    "name", ["../out", "scenes/../../out", "/out", "scenes\\..\\..\\out", "bin/sh", "out"]
)
def test_a_bundle_writes_nowhere_else(tmp_path, name):
    with pytest.raises(BundleError, match="is not below"):
        unpack(crafted(name), tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def test_links_come_out_as_files(tmp_path):
    there = unpack(crafted("scenes/link", stat.S_IFLNK | 0o777), tmp_path / "there")
    assert not (there / "scenes/link").is_symlink()
    assert (there / "scenes/link").read_text() == "../../outside"


def test_a_damaged_bundle_is_told(root, tmp_path):
    bundle = pack(root)
    damaged = bytearray(bundle.data)
    damaged[100] ^= 1
    with pytest.raises(BundleError, match="damaged"):
        unpack(Bundle(bytes(damaged), bundle.digest), tmp_path / "there")
    with pytest.raises(BundleError, match="damaged"):
        unpack(Bundle.of(b"no archive"), tmp_path / "there")
    assert not (tmp_path / "there").exists()
