"""The pages in a real browser: they play, they seek, they can be used by everyone, they stay at home."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mathviz.publish import index_html
from tests.publish.conftest import PlainHandler
from tests.publish.films import CUES, SECONDS, SIZE, entry, timeline, write_lecture, write_site

TRANSCRIPT = "linear_algebra/la-m4/la-m4-area/transcript.en.html"
HOSTILE = (
    '<script>document.title="owned"</script>"\'><img src=x onerror=alert(1)> & {{ 7*7 }} שלום --> \\u003c'
)
LONG = "f(x1,x2,…,xn)=∑ᵢ(wᵢxᵢ+bᵢ)²·" * 8


@pytest.fixture
def site(tmp_path, film):
    """Two lectures ready, two to come."""
    module = [
        write_lecture(tmp_path, film, timeline()),
        write_lecture(tmp_path, film, timeline("la-m4-eigen", "Eigenvectors")),
        entry("la-m4-next", "The next lecture"),
        entry("la-m4-later", "A failed lecture", "failed"),
    ]
    write_site(tmp_path, [module])
    return tmp_path


@pytest.fixture(params=["file", "http", "http without ranges"])
def address(request, site, serve):
    match request.param:
        case "file":
            return site.as_uri()
        case "http":
            return serve(site)
        case _:
            return serve(site, PlainHandler)


def until(page: Page, condition: str) -> None:
    page.wait_for_function(f"() => {{ const video = document.querySelector('video'); return {condition}; }}")


def hold_still(page: Page) -> None:
    """A film that plays leaves the place that is looked for, on a busy machine before it is seen."""
    page.locator("video").first.evaluate("video => { video.pause(); video.play = async () => {}; }")


def play_round(page: Page) -> None:
    """A film that ends would stop by itself."""
    page.locator("video").evaluate_all("all => all.forEach(video => { video.loop = true; })")


def axe(page: Page) -> AxeResults:
    return Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})


def test_a_lecture_plays_and_its_chapters_seek(address, open_page):
    page = open_page(f"{address}/index.html")
    chapters = page.locator("button.chapter")
    chapters.nth(1).click()
    until(page, "video.currentTime > 1.6")
    expect(chapters.nth(1)).to_have_attribute("aria-current", "true")
    expect(chapters.nth(0)).not_to_have_attribute("aria-current", "true")
    hold_still(page)
    for k, start in ((0, 0), (1, 1.5)):
        chapters.nth(k).click()
        until(page, f"!video.seeking && Math.abs(video.currentTime - {start}) < 0.01")
        expect(chapters.nth(k)).to_have_attribute("aria-current", "true")
    size = page.locator("video").first.evaluate("it => [it.videoWidth, it.videoHeight, it.duration]")
    assert size == [*SIZE, pytest.approx(SECONDS, abs=0.05)]


def test_the_captions_show_each_sentence_at_its_time(address, open_page):
    page = open_page(f"{address}/index.html")
    page.evaluate("""() => {
        const video = document.querySelector("video");
        video.textTracks[0].mode = "showing";  // as a learner does in the player's menu
        video.preload = "auto";
        video.load();
    }""")
    until(
        page, "video.textTracks[0].cues?.length === 2 && video.seekable.length && video.seekable.end(0) > 2.9"
    )
    shown = [
        page.evaluate(
            """time => new Promise(done => {
                const video = document.querySelector("video");
                const cues = () => [...video.textTracks[0].activeCues].map(cue => cue.getCueAsHTML());
                video.onseeked = () => setTimeout(() => done(cues().map(cue => cue.textContent)), 50);
                video.currentTime = time;
            })""",
            time,
        )
        for time in (0.05, 0.15, 1.25, 1.45, 1.65, 2.75, 2.9)
    ]
    first, second = CUES
    assert shown == [[], [first], [first], [], [second], [second], []]


def test_a_chapter_starts_on_its_own_frame(site, open_page):
    page = open_page(f"{site.as_uri()}/index.html")
    hold_still(page)
    page.get_by_role("button", name="1 Area after").click()
    until(page, "Math.floor(video.currentTime * 120) === 180")


def test_one_film_plays_at_a_time_and_none_unseen(site, open_page):
    page = open_page(f"{site.as_uri()}/index.html#la-m4-eigen")
    play_round(page)
    lectures = page.locator("details.lecture")
    expect(lectures.nth(1)).to_have_attribute("open", "")
    for k in (0, 1):
        lectures.nth(k).locator("button.chapter").first.click()
        until(page, f"!document.querySelectorAll('video')[{k}].paused")
    until(page, "video.paused")
    lectures.nth(1).locator("summary").click()
    until(page, "document.querySelectorAll('video')[1].paused")


def test_everything_can_be_done_from_the_keyboard(site, open_page):
    page = open_page(f"{site.as_uri()}/index.html")
    play_round(page)
    press, focused = page.keyboard.press, page.locator(":focus")

    press("Tab")
    expect(focused).to_have_text("Skip to the lectures")
    expect(focused).to_be_in_viewport()
    press("Enter")
    expect(page.locator("main")).to_be_focused()
    press("Tab")
    expect(focused).to_contain_text("The determinant is an area")
    press("Enter")
    expect(page.locator("video").first).to_be_hidden()
    press("Enter")
    expect(page.locator("video").first).to_be_visible()
    press("Tab")
    expect(page.locator("video").first).to_be_focused()
    press("Space")
    until(page, "!video.paused && video.currentTime > 0")
    press("Space")
    until(page, "video.paused")

    for _ in range(20):  # past the player's own buttons
        press("Tab")
        if "Area before" in page.evaluate("document.activeElement.textContent"):
            break
    for name in ("Area after", "What would", "Transcript", "Eigenvectors"):
        press("Tab")
        expect(focused).to_contain_text(name)
        outline = focused.evaluate(
            "it => getComputedStyle(it).outlineStyle + getComputedStyle(it).outlineWidth"
        )
        assert outline == "solid3px"
        if name == "Area after":
            press("Enter")
            until(page, "video.currentTime >= 1.5")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("path", ["index.html", TRANSCRIPT])
def test_axe_finds_nothing(site, open_page, path, scheme):
    page = open_page(f"{site.as_uri()}/{path}", scheme=scheme)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    results = axe(page)
    assert results.violations_count == 0, results.generate_report()
    # What axe could not decide is the player's business (and captions, which are tested above).
    undecided = {item["id"] for item in results.response["incomplete"]}
    assert undecided <= {"video-caption", "color-contrast"}
    assert len(results.response["passes"]) > 15


def test_axe_would_find_something(site, open_page):
    page = open_page(f"{site.as_uri()}/index.html")
    page.locator("h1").evaluate("it => { it.style.color = '#333'; }")
    assert axe(page).violations_count == 1


@pytest.mark.parametrize("path", ["index.html", TRANSCRIPT])
def test_the_page_asks_for_nothing_elsewhere_and_may_not(site, serve, open_page, path):
    home, elsewhere = serve(site), serve(site)
    page = open_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{home}/{path}")
    if path == "index.html":
        page.locator("button.chapter").first.click()
        until(page, "video.currentTime > 0.2")
    assert len(asked) >= 1
    assert [url for url in asked if not url.startswith((home, "data:"))] == []

    assert page.evaluate("url => fetch(url).then(() => 'sent', () => 'refused')", elsewhere) == "refused"
    loads = "url => new Promise(done => { const it = new Image(); it.onload = () => done('sent');"
    loads += " it.onerror = () => done('refused'); it.src = url; })"
    poster = "linear_algebra/la-m4/la-m4-area/poster.jpg"
    assert page.evaluate(loads, f"{elsewhere}/{poster}") == "refused"
    assert page.evaluate(loads, f"{home}/{poster}") == "sent"
    page.evaluate(
        "const it = document.createElement('script'); it.text = 'window.ran = 1'; document.body.append(it)"
    )
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("path", ["index.html", TRANSCRIPT])
def test_hostile_text_is_shown_and_runs_nothing(tmp_path, film, open_page, path):
    of = timeline(title=HOSTILE, chapters=(HOSTILE, "After"), prompt=HOSTILE)
    lectures = [write_lecture(tmp_path, film, of, objective=HOSTILE), entry("la-m4-next", HOSTILE)]
    write_site(tmp_path, [lectures], title=HOSTILE)
    page = open_page("about:blank")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{tmp_path.as_uri()}/{path}")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.get_by_text(HOSTILE, exact=True).count() >= 3
    for shown in page.get_by_text(HOSTILE, exact=True).all():
        expect(shown).to_be_visible()
    assert page.title().startswith(HOSTILE)
    assert page.locator("script").count() == (path == "index.html")
    assert page.locator("[onerror], img[src=x]").count() == 0
    assert dialogs == []


@pytest.mark.parametrize("path", ["index.html", TRANSCRIPT])
@pytest.mark.parametrize("width", [320, 1600])
def test_nothing_hangs_over_the_edge(tmp_path, film, open_page, path, width):
    of = timeline(title=LONG, chapters=(LONG, "After"), prompt=LONG)
    lectures = [write_lecture(tmp_path, film, of, objective=LONG), entry("la-m4-next", LONG)]
    write_site(tmp_path, [lectures], title=LONG)
    page = open_page(f"{tmp_path.as_uri()}/{path}", width=width, height=640)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    clipped = page.evaluate(
        """() => [...document.querySelectorAll("main :not(.quiet), header *")]
            .filter(it => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== "inline")
            .map(it => it.outerHTML.slice(0, 80))"""
    )
    assert clipped == []


def test_the_page_counts_what_is_ready_and_lists_what_is_to_come(site, open_page):
    page = open_page(f"{site.as_uri()}/index.html")
    expect(page.get_by_text("2 of 4 lectures are ready to watch.")).to_be_visible()
    expect(page.locator("details.lecture")).to_have_count(2)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_text("2 lectures to come").click()
    expect(page.get_by_text("The next lecture")).to_be_visible()
    expect(page.get_by_text("A failed lecture (not finished yet)")).to_be_visible()
    page.locator("details.lecture").nth(1).locator("summary").click()
    page.get_by_role("link", name="Transcript of Eigenvectors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eigenvectors")


def test_a_page_without_a_lecture_says_so(tmp_path, open_page):
    page = open_page(write_site(tmp_path, [[entry("la-m4-area", "Area")]]).as_uri())
    expect(page.get_by_text("0 of 1 lectures are ready to watch.")).to_be_visible()
    assert axe(page).violations_count == 0


def test_while_lectures_are_made_the_page_says_how_to_see_them(tmp_path, film, open_page):
    ready = write_lecture(tmp_path, film, timeline())
    waiting = [entry("la-m4-next", "Next", "waiting"), entry("la-m4-last", "Last", "waiting")]
    page = open_page(write_site(tmp_path, [[ready, *waiting]]).as_uri())
    expect(
        page.get_by_text("1 of 3 lectures is ready to watch; 2 are in the making, to be seen when you load")
    ).to_be_visible()
    page.get_by_text("2 lectures to come").click()
    expect(page.get_by_text("Next (in the making)")).to_be_visible()


def test_a_whole_course_set_fits_one_page(tmp_path, film, open_page):
    made = write_lecture(tmp_path, film, timeline())
    modules = []
    for m in range(11):
        names = [f"la-m{m}-{k}" for k in range(10)]
        for name in names:
            (tmp_path / name).symlink_to(tmp_path / made["folder"])
        modules.append([made | {"id": name, "folder": name} for name in names])
    page = open_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(Path(request.url).name))
    page.goto(write_site(tmp_path, modules).as_uri())
    expect(page.get_by_text("110 of 110 lectures are ready to watch.")).to_be_visible()
    expect(page.locator("details.lecture")).to_have_count(110)
    assert "film.mp4" not in asked
    assert asked.count("poster.jpg") < 60  # those out of sight can wait


def test_the_transcript_has_every_sentence_with_its_time(site, open_page):
    page = open_page(f"{site.as_uri()}/{TRANSCRIPT}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("h2").all_text_contents() == [
        "Area before",
        "Area after",
        "Questions",
        "Numbers shown",
    ]
    assert page.locator(".beat span").all_text_contents() == CUES
    assert page.locator(".beat .time").all_text_contents() == ["0:00", "0:01"]
    page.get_by_text("Show the answer").click()
    expect(page.get_by_text("Right: A line")).to_be_visible()
    assert page.locator("tbody tr").inner_text().split() == ["det", "5", "five", "0:02"]
    page.locator(".beat .time").nth(1).click()
    until(page, "video.currentTime >= 1.6")
    page.go_back()
    page.get_by_role("link", name="Watch, with captions and chapters").click()
    expect(page).to_have_url(f"{site.as_uri()}/index.html#la-m4-area")
    expect(page.locator("video").first).to_be_visible()


def test_the_page_is_the_same_each_time(site):
    course = {"title": "T", "language": "en", "courses": []}
    assert index_html(course, {}, {}) == index_html(course, {}, {})
