"""What stands in YAML, in names and in logs is text: it is never run, and never markup."""

import pytest

from mathviz.build.config import ConfigError, load_project
from tests.build.small_project import COURSE, write_project
from tests.build.test_render import mathviz

NASTY = "\"><script>alert('x')</script>$(touch pwned)`touch pwned`; touch pwned"
SCENE = """
from mathviz.stage import Lecture

class Slope(Lecture):
    def construct(self):
        print(NASTY)
        raise ValueError(NASTY)

NASTY = {nasty!r}
"""


def test_nasty_titles_and_messages_are_shown_as_they_are(tmp_path):
    root = tmp_path / "a $(touch pwned) project <b>"
    course = write_project(root, SCENE.format(nasty=NASTY))
    text = COURSE.replace("title: Slope", f"title: {NASTY.replace(chr(34), chr(39))!r}")
    course.write_text(text, encoding="utf-8")
    result = mathviz("render", "--json", "--voice", "silent", cwd=root)
    assert result.returncode == 1, result.stderr
    assert NASTY in result.stderr
    for page in ("report.html", "index.html"):
        assert "<script>alert" not in (root / "dist" / page).read_text(encoding="utf-8")
    assert "&lt;script&gt;" in (root / "dist/report.html").read_text(encoding="utf-8")
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    "scene",
    [
        "os.System",
        "mathviz.build.crew.paper.Task",
        "scenes.algebra.lines.slope.os.System",
        "scenes...mathviz.build.crew.paper.Task",
        "scenes.algebra.lines.slope.__class__",
        "/etc/passwd.Slope",
        "!!python/object/apply:os.system [true]",
    ],
)
def test_the_configuration_names_no_code_outside_the_scenes(tmp_path, scene):
    course = write_project(tmp_path)
    text = COURSE.replace("scenes.algebra.lines.slope.Slope", scene)
    course.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"course.yaml:16"):
        load_project(course)
