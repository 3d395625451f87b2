"""Machines whose films would differ are told apart, in words."""

from pathlib import Path

from mathviz.build.crew.versions import difference, versions


def test_a_machine_without_the_compiled_parts_is_told_what_it_lacks(monkeypatch):
    """Where there is no compiler x264 encodes it all, to other bytes."""
    wanted = versions()
    assert difference(wanted, versions()) is None
    found = Path.glob
    monkeypatch.setattr(Path, "glob", lambda path, form: () if form == "_changes.*" else found(path, form))
    assert "compiled parts" in difference(wanted, versions())
