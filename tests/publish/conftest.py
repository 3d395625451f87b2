"""A film, a loopback server and a real browser for the pages."""

import io
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.publish.films import write_film, write_poster

PATIENCE = 15_000  # milliseconds; a test machine may be busy
expect.set_options(timeout=PATIENCE)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    write_film(folder / "film.mp4")
    write_poster(folder / "poster.jpg")
    return folder / "film.mp4"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "the pages are tested in Chromium: run scripts/setup, or install the package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh profile; the test fails if a script of the page did."""
    contexts, errors = [], []

    def open_page(address: str, width: int = 1280, height: int = 900, scheme: str = "dark") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors


class PlainHandler(SimpleHTTPRequestHandler):
    """What ``python3 -m http.server`` does, kept quiet: it sends whole files only."""

    def log_message(self, *_):
        pass


class RangeHandler(PlainHandler):
    """What web servers do: answers ``Range: bytes=a-`` and ``bytes=a-b`` with that part."""

    def send_head(self):
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if wanted is None or not path.is_file():
            return super().send_head()
        data, start = path.read_bytes(), int(wanted[1])
        part = data[start : int(wanted[2]) + 1 if wanted[2] else None]
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(data)}")
        self.end_headers()
        return io.BytesIO(part)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serves a folder on the loopback; returns its address."""
    servers = []

    def serve(folder: Path, handler: type = RangeHandler) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
