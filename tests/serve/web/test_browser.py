"""A desk officer's questions in a real Chromium: nothing leaves the host, every sentence is one click away."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from shutil import which
from typing import Any

import pytest
from web_samples import SECOND, made

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser)")
uvicorn = pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from chancery.serve.web.app import application  # noqa: E402 - only where Starlette is

CHROMIUM = which("chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDTHS = (400, 820, 1280)
PATHS = ("/", "/search?q=Nice", "/missions", "/people", "/indicators", "/state/NO", "/document?key=one.txt", "/sources")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a free port of this machine."""
    record = made(tmp_path_factory.mktemp("record") / "record.sqlite")
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(record), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that must ask nobody but the server, and must not complain."""
    context = browser.new_context(base_url=address, locale="en-GB")
    opened = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert complaints == []


def test_which_mission_serves_a_region_on_a_day(page: Any) -> None:
    page.goto("/missions")
    page.get_by_label("Serving the place").fill("Корсика")
    page.locator("form.filter button").click()
    page.locator("input[name=as_of][type=date]").fill("2024-06-01")
    page.locator("form.day button").click()
    rows = page.locator("#missions tbody tr")
    assert rows.count() == 1
    assert "Nice" in rows.inner_text()
    assert "As things stood on 1 June 2024." in page.locator("form.day").inner_text()
    page.locator("input[name=as_of][type=date]").fill("2023-06-01")
    page.locator("form.day button").click()
    assert page.locator("p.empty").is_visible()


def test_the_evidence_opens_beside_the_page_and_leads_to_the_sentence(page: Any) -> None:
    page.goto("/engagements")
    page.locator("a.proof").first.click()
    panel = page.locator("dialog#panel")
    panel.locator("mark").wait_for()
    assert panel.locator("mark").inner_text() == SECOND
    panel.get_by_text("Read it in the document").click()
    marked = page.locator("mark#mark")
    assert marked.inner_text() == SECOND
    assert marked.evaluate("element => getComputedStyle(element).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_evidence_is_a_page_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/engagements")
    page.locator("a.proof").first.click()
    assert page.locator(".proofs mark").inner_text() == SECOND
    context.close()


def test_a_mission_on_the_map_leads_to_its_dossier(page: Any) -> None:
    page.goto("/missions")
    page.locator("svg.map a").first.click()
    assert "consulate general" in page.locator("h1").inner_text()
    assert page.locator("#mission tbody tr").count() == 1


@pytest.mark.parametrize("sought", ["Lund", "лунд"])
def test_search_in_either_script(page: Any, sought: str) -> None:
    page.goto("/")
    page.locator(".find input[name=q]").fill(sought)
    page.keyboard.press("Enter")
    page.locator("#subjects").get_by_text("Ada Lund").click()
    assert page.locator("h1").inner_text() == "Ada Lund"


def test_the_language_is_switched_and_kept(page: Any) -> None:
    page.goto("/people")
    page.locator(".languages").get_by_role("link", name="Русский").click()
    assert page.locator("html").get_attribute("lang") == "ru"
    page.goto("/missions")
    assert page.locator("h1").inner_text() == "Представительства"
    page.locator(".languages").get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Missions"


def test_the_keyboard_alone_is_enough(page: Any) -> None:
    page.goto("/engagements")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.proof')"):
            break
    page.keyboard.press("Enter")
    page.locator("dialog#panel mark").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#panel").is_visible()
    assert page.evaluate("document.activeElement.matches('a.proof')")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_its_window(page: Any, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PATHS)
def test_what_a_reader_of_screens_needs_is_there(page: Any, path: str) -> None:
    page.goto(path)
    assert page.locator("h1").count() == 1
    assert page.locator("th:not([scope])").count() == 0
    assert page.evaluate("[...document.images].every(image => image.alt)")
    unnamed = (
        "[...document.querySelectorAll('input:not([type=hidden]), select')].filter(each => !each.labels.length).length"
    )
    assert page.evaluate(unnamed) == 0
    assert page.locator("svg:not([aria-label])").count() == 0
