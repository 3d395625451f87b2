from pathlib import Path

import pytest

from mathviz.build.config import ConfigError, SelectionError, load_project, select, select_one
from mathviz.build.config.project import MODELS
from tests.build.small_project import write_project

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_project(tmp_path)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} must stand in {file} once"
    file.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(course_file: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_project(course_file)
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def test_the_course_set_stands_whole():
    project = load_project(ROOT / "config" / "course.yaml")
    courses = project.course_set.courses
    assert [course.id for course in courses] == ["linear_algebra", "calculus", "probability"]
    assert sum(len(course.modules) for course in courses) == 11
    assert len(project.lectures) == 110
    sizes = {name: (p.width, p.height, p.fps) for name, p in project.profiles.items()}
    assert sizes["draft"] == (854, 480, 15)
    assert sizes["web"] == (1920, 1080, 30)
    assert sizes["master"] == (3840, 2160, 60)


def test_a_lecture_of_the_course_set_knows_its_place():
    project = load_project(ROOT / "config" / "course.yaml")
    lecture = next(lecture for lecture in project.lectures if lecture.id == "la-m4-eigenvectors")
    assert lecture.title == "Eigenvectors: directions that do not turn"
    assert lecture.prerequisites == ("la-m3-linear-transformations",)
    folder = "linear_algebra/determinants_and_eigenvectors/la-m4-eigenvectors"
    assert str(project.folder(lecture)) == folder


def test_a_sound_project_loads(course_file, tmp_path):
    project = load_project(course_file)
    assert project.root == tmp_path
    assert [lecture.planned for lecture in project.lectures] == [False, True]
    assert project.profiles["web"].fps == 15
    assert project.voices["silent"].engine == "silent"


MISTAKES = [
    (
        "course.yaml",
        "            title: Slope",
        "            titel: Slope",
        [
            '11:13: the key "title" is missing; needed here: id, title, objective, tier',
            '12:13: unknown key "titel"; allowed: id, title, objective, objective_ids, tier, prerequisites, '
            'scene; did you mean "title"?',
        ],
    ),
    ("course.yaml", "tier: 1", "tier: two", ['15:19: tier is "two"; allowed: 1, 2, 3']),
    ("course.yaml", "tier: 1", "tier: 4", ["15:19: tier is 4; allowed: 1, 2, 3"]),
    (
        "course.yaml",
        "seed: 7",
        'seed: "7"',
        ['2:7: seed is "7"; allowed: a whole number, at least 0, '],
    ),
    ("course.yaml", "seed: 7", "seed: -1", ["2:7: seed is -1; allowed: a whole number, at least 0, "]),
    ("course.yaml", "title: A small set", "title:", ["1:7: title is empty; allowed: one line of text"]),
    ("course.yaml", "[W1, C1.1]", "W1", ['14:28: objective_ids is "W1"; allowed: a list']),
    ("course.yaml", "[W1, C1.1]", "[W1, 2]", ["14:33: objective_ids[1] is 2; allowed: a capital letter and"]),
    (
        "course.yaml",
        "id: al-m1-intercept",
        "id: ../../escape",
        ['17:17: id is "../../escape"; allowed: lower-case letters and digits'],
    ),
    ("course.yaml", "folder: lines", "folder: ..", ['9:17: folder is ".."; allowed: lower-case letters']),
    (
        "course.yaml",
        "id: al-m1-intercept",
        "id: al-m1-slope",
        [
            '17:17: duplicate lecture id "al-m1-slope", as at config/course.yaml:11; allowed: one of its own',
            "21:29: prerequisites form a cycle: al-m1-slope → al-m1-slope; allowed: an order without one",
        ],
    ),
    (
        "course.yaml",
        "seed: 7",
        "seed: 7\nseed: 8",
        ['3:1: duplicate key "seed"; allowed: once, and line 2 has it'],
    ),
    (
        "course.yaml",
        "[al-m1-slope]",
        "[al-m1-slop]",
        [
            '21:29: unknown prerequisite "al-m1-slop"; allowed: the id of a lecture of this course set;'
            ' did you mean "al-m1-slope"?'
        ],
    ),
    (
        "course.yaml",
        "            tier: 1",
        "            tier: 1\n            prerequisites: [al-m1-intercept]",
        ["prerequisites form a cycle: al-m1-"],
    ),
    (
        "course.yaml",
        "lines.slope.Slope",
        "lines.slopes.Slope",
        ['16:20: no scene file scenes/algebra/lines/slopes.py; allowed: slope; did you mean "slope"?'],
    ),
    (
        "course.yaml",
        "algebra.lines.slope.Slope",
        "algebra.line.slope.Slope",
        ['16:20: no scene folder scenes/algebra/line; allowed: lines; did you mean "lines"?'],
    ),
    (
        "course.yaml",
        "lines.slope.Slope",
        "lines.slope.Steeep",
        [
            '16:20: no class "Steeep" in scenes/algebra/lines/slope.py; allowed: Slope, Steep;'
            ' did you mean "Steep"?'
        ],
    ),
    (
        "course.yaml",
        "scenes.algebra.lines.slope.Slope",
        "os.path.Slope",
        ['16:20: scene is "os.path.Slope"; allowed: a class below the package scenes'],
    ),
    ("profiles.yaml", "fps: 15", "fps: 25", ["4:8: fps is 25; allowed: 15, 24, 30, 60"]),
    (
        "profiles.yaml",
        "width: 256",
        "width: 257",
        ["2:10: width is 257; allowed: a whole number, "],
    ),
    ("profiles.yaml", "width: 256", "width: 10000", ["at most 7,680, a multiple of 2"]),
    (
        "profiles.yaml",
        "encoder: fast",
        "encoder: fats",
        ['5:12: encoder is "fats"; allowed: fast, balanced, small, lossless; did you mean "fast"?'],
    ),
    (
        "profiles.yaml",
        "theme: default",
        "theme: defualt",
        ['6:10: unknown theme "defualt"; allowed: default; did you mean "default"?'],
    ),
    (
        "profiles.yaml",
        "voice: heart",
        "voice: hart",
        ['7:10: unknown voice "hart"; allowed: heart, silent; did you mean "heart"?'],
    ),
    (
        "profiles.yaml",
        "web:",
        "../web:",
        ['1:1: "../web" is no name; allowed: lower-case letters'],
    ),
    (
        "voices.yaml",
        "hibari",
        "hibary",
        ['2:11: engine is "hibary"; allowed: hibari, silent; did you mean "hibari"?'],
    ),
    ("themes/default.yaml", 'ink: "#F2EFE8"', "ink: white", ['5:6: ink is "white"; allowed: a colour']),
    ("course.yaml", "tier: 1", 'tier: "1"', ['15:19: tier is "1"; allowed: 1, 2, 3; did you mean 1?']),
    (
        "course.yaml",
        "title: A small set",
        "title: Area: a factor",
        ['1:12: a second ":" in a line; allowed: '],
    ),
    ("course.yaml", "seed: 7", "seed:\t7", ["2:6: a tab; allowed: blanks"]),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), MISTAKES)
def test_each_mistake_is_told_with_its_place_and_the_remedy(course_file, file, old, new, expected):
    edit(course_file.parent / file, old, new)
    problems = problems_of(course_file)
    assert len(problems) == len(expected), problems
    for problem, text in zip(problems, expected, strict=True):
        assert problem.startswith(f"config/{file}:")
        assert text in problem.removeprefix(f"config/{file}:")


def test_all_mistakes_of_all_files_are_told_at_once_in_order(course_file):
    edit(course_file, "seed: 7", "sed: 7")
    edit(course_file, "[al-m1-slope]", "[al-m1-slop]")
    edit(course_file, "lines.slope.Slope", "lines.slope.Sloppy")
    edit(course_file.parent / "profiles.yaml", "fps: 15", "fps: 16")
    edit(course_file.parent / "profiles.yaml", "voice: heart", "voice: soul")
    edit(course_file.parent / "voices.yaml", "engine: hibari", "engine: hibari\n  speed: 9")
    (course_file.parent / "themes" / "default.yaml").unlink()
    places = [problem.split(": ")[0] for problem in problems_of(course_file)]
    assert places == [
        "config/course.yaml:1:1",
        "config/course.yaml:2:1",
        "config/course.yaml:16:20",
        "config/course.yaml:21:29",
        "config/profiles.yaml:4:8",
        "config/profiles.yaml:6:10",
        "config/profiles.yaml:7:10",
        "config/voices.yaml:3:10",
    ]


@pytest.fixture
def course_folder(course_file) -> Path:
    """The same course set, in a file of its own for each course, one of which is added."""
    text = course_file.read_text(encoding="utf-8")
    course_file.unlink()
    folder = course_file.with_suffix("")
    folder.mkdir()
    start = text.index("courses:")
    (folder / "0-set.yaml").write_text(text[:start], encoding="utf-8")
    (folder / "1-algebra.yaml").write_text(text[start:], encoding="utf-8")
    again = text[start:].replace("algebra", "geometry").replace("al-", "ge-")
    again = again.replace("scene: scenes.geometry", "scene: scenes.algebra")
    (folder / "2-geometry.yaml").write_text(again, encoding="utf-8")
    return folder


@pytest.mark.parametrize("named", ["config/course", "config/course.yaml"])
def test_a_course_set_may_be_a_folder_of_files(course_folder, named):
    project = load_project(Path(named))
    assert project.root == course_folder.parents[1]
    assert [course.id for course in project.course_set.courses] == ["algebra", "geometry"]
    assert [lecture.id for lecture in project.lectures] == [
        "al-m1-slope",
        "al-m1-intercept",
        "ge-m1-slope",
        "ge-m1-intercept",
    ]


def test_mistakes_in_a_folder_are_told_where_they_stand(course_folder):
    edit(course_folder / "2-geometry.yaml", "id: ge-m1-slope", "id: al-m1-slope")
    edit(course_folder / "2-geometry.yaml", "tier: 2", "tier: 4")
    edit(course_folder / "2-geometry.yaml", "courses:", "seed: 8\ncourses:")
    assert [
        problem.removeprefix("config/course/2-geometry.yaml:") for problem in problems_of(course_folder)
    ] == [
        '1:1: duplicate key "seed"; allowed: once, and config/course/0-set.yaml has it',
        '10:17: duplicate lecture id "al-m1-slope", as at config/course/1-algebra.yaml:9;'
        " allowed: one of its own",
        "19:19: tier is 4; allowed: 1, 2, 3",
        '20:29: unknown prerequisite "ge-m1-slope"; allowed: the id of a lecture of this course set;'
        ' did you mean "al-m1-slope"?',
    ]


def test_a_folder_without_a_file_and_a_file_without_keys_are_told(course_folder):
    (course_folder / "1-algebra.yaml").write_text("- id: algebra\n", encoding="utf-8")
    [problem] = problems_of(course_folder)
    assert problem == "config/course/1-algebra.yaml:1:1: the file is a list; allowed: a mapping"
    for file in course_folder.iterdir():
        file.unlink()
    [problem] = problems_of(course_folder)
    assert problem == "config/course:1:1: no file in this folder; allowed: files named *.yaml"


def test_every_cycle_is_told(course_file):
    lecture = "          - {{id: {0}, title: {0}, objective: {0}, tier: 1, prerequisites: [{1}]}}\n"
    chain = {"a": "b", "b": "c", "c": "a", "d": "e", "e": "d"}
    with course_file.open("a", encoding="utf-8") as file:
        file.writelines(lecture.format(name, needed) for name, needed in chain.items())
    problems = problems_of(course_file)
    cycles = [set(problem.split(": ")[2].split(";")[0].split(" → ")) for problem in problems]
    assert sorted(cycles, key=len) == [{"d", "e"}, {"a", "b", "c"}]


def test_a_scene_with_a_mistake_in_it_is_not_imported_but_told(course_file, tmp_path):
    scene = tmp_path / "scenes" / "algebra" / "lines" / "slope.py"
    scene.write_text("raise SystemExit('imported')\n\nclass Slope:\n    pass\n", encoding="utf-8")
    load_project(course_file)
    scene.write_text("x = 1\nclass Slope(:\n", encoding="utf-8")
    [problem] = problems_of(course_file)
    assert "config/course.yaml:16:20: scene file scenes/algebra/lines/slope.py:2 is not Python" in problem


def test_missing_files_are_told(course_file):
    (course_file.parent / "voices.yaml").unlink()
    [problem] = problems_of(course_file)
    assert problem == "config/voices.yaml:1:1: no such file; allowed: a YAML file that exists"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "empty; allowed: a mapping with title, seed, store, courses"),
        ("# later\n", "empty; allowed: a mapping with title, seed, store, courses"),
        ("- algebra\n", "a list; allowed: a mapping with title, seed, store, courses"),
        ("algebra\n", '"algebra"; allowed: a mapping with title, seed, store, courses'),
    ],
)
def test_a_file_that_is_no_mapping_is_told(course_file, content, expected):
    course_file.write_text(content, encoding="utf-8")
    assert problems_of(course_file) == [f"config/course.yaml:1:1: the file is {expected}"]


@pytest.mark.parametrize("kind", list(MODELS))
def test_every_kind_of_file_has_a_schema_that_names_its_keys(kind):
    from pydantic import TypeAdapter

    schema = TypeAdapter(MODELS[kind]).json_schema()
    keys = {
        "course": {"title", "seed", "courses"},
        "profiles": {"width", "height", "fps", "encoder", "theme", "voice", "language"},
        "voices": {"engine", "language", "speed", "pauses"},
        "theme": {"background", "ink", "muted", "input", "output", "answer", "loss", "chance", "second"},
    }[kind]
    by_name = list(schema.get("patternProperties", {}).values())
    record = schema["$defs"][by_name[0]["$ref"].rpartition("/")[2]] if by_name else schema
    assert keys <= set(record["properties"])
    assert record["additionalProperties"] is False


def test_without_patterns_all_lectures_are_chosen_and_planned_ones_counted(course_file):
    selection = select(load_project(course_file), [])
    assert [lecture.id for lecture in selection.lectures] == ["al-m1-slope"]
    assert [lecture.id for lecture in selection.planned] == ["al-m1-intercept"]


def test_a_glob_passes_over_planned_lectures(course_file):
    selection = select(load_project(course_file), ["al-*cept", "al-m1-slope"])
    assert [lecture.id for lecture in selection.lectures] == ["al-m1-slope"]
    assert [lecture.id for lecture in selection.planned] == ["al-m1-intercept"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("al-m1-intercept", '"al-m1-intercept" is planned, it has no scene yet; allowed: al-m1-slope'),
        (
            "al-m1-slopes",
            'there is no lecture "al-m1-slopes"; allowed: an id that `mathviz list` shows; did you',
        ),
        ("ps-*", 'no lecture matches "ps-*"'),
    ],
)
def test_what_cannot_be_made_is_refused_when_asked_for(course_file, pattern, message):
    with pytest.raises(SelectionError) as caught:
        select(load_project(course_file), ["al-m1-slope", pattern])
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(message)


def test_one_lecture_means_one(course_file):
    project = load_project(course_file)
    assert select_one(project, "*-slope").id == "al-m1-slope"
    edit(course_file, "tier: 2", "tier: 2\n            scene: scenes.algebra.lines.slope.Steep")
    with pytest.raises(SelectionError, match="matches al-m1-slope, al-m1-intercept"):
        select_one(load_project(course_file), "al-*")
