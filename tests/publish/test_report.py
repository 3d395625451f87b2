"""The producer's report in a real browser: what is to be mended comes first, and text stays text."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from mathviz.publish.report import report_html
from tests.publish.test_page import axe

NASTY = '"><script>document.title = "taken over"</script><b onclick=x>'


def lecture(name, outcome, **more):
    return {
        "id": name,
        "title": f"The lecture {name}",
        "outcome": outcome,
        "seconds": 83.0 if outcome != "reused" else 0.0,
        "folder": f"algebra/lines & planes/{name}",
        "how": "12 of 40 segments drawn",
        "why": [],
        "sheet": None,
        "problems": [],
        **more,
    }


def failed(name, text):
    problem = {
        "message": f"ZeroDivisionError: {text}",
        "file": f"scenes/{text}.py",
        "line": 12,
        "beat": f"All is well {text}.",
        "log": f"drawing…\n{text}",
        "still": "report/still é%.png",
    }
    why = ["scenes/algebra/lines.py:12: the function steep was edited", f"voice: heart → {text}"]
    return lecture(name, "failed", title=f"Falls {text}", why=why, problems=[problem], folder=None)


@pytest.fixture
def report(tmp_path):
    (tmp_path / "report").mkdir()
    for name in ("still é%", "sheet"):
        Image.new("RGB", (640, 360), "#284068").save(tmp_path / f"report/{name}.png")
    lectures = [
        *[lecture(f"as-it-was-{n}", "reused", how="nothing had changed") for n in range(3)],
        lecture("made", "made", sheet="report/sheet.png", why=["config/profiles.yaml: fps 24 → 30"]),
        failed("fallen", NASTY),
        lecture("to-come", "skipped", folder=None, how="planned: it has no scene yet", seconds=0.0),
    ]
    page = report_html(
        title="A course", profile="web", language="en", ended="26 November", seconds=754.2, lectures=lectures
    )
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    return tmp_path / "report.html"


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_report_tells_what_to_mend_first_and_runs_nothing(report, open_page, scheme):
    page = open_page(report.as_uri(), scheme=scheme)
    assert page.title() == "A course – report"
    assert page.locator("h2").all_inner_texts() == ["Failed 1", "Made 1", "As they were 3", "Passed over 1"]
    problem = page.locator("#fallen")
    expect(problem).to_contain_text(NASTY)
    expect(problem).to_contain_text(f"scenes/{NASTY}.py:12")
    assert page.locator("script, b").count() == 0
    for image in page.locator("img").all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    assert axe(page).violations_count == 0, axe(page).generate_report()
