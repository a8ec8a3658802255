"""Every page: that it answers, tells the same in each format, escapes what the press wrote, and is seen by few."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from web_samples import HOSTILE, SECOND, TODAY, append, made

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from chancery.record import Record
from chancery.run.analyser import analyser
from chancery.serve.catalog import languages
from chancery.serve.web.app import DOSSIERS, LISTINGS, application
from chancery.serve.web.safety import HEADERS

PAGES = (
    *("/", "/search?q=Nice", "/missions", "/people", "/engagements", "/agreements", "/commitments", "/indicators"),
    *("/sources", "/document?key=one.txt", "/state/NO", "/region/FR-20R", "/city/gn2990440", "/person/Ada_Lund"),
    *("/mission/Norway/consulate_general/Nice", "/indicators?metric=exports", "/search"),
)
BASE = "http://localhost:8470"


class Seen(HTMLParser):
    """The tags of a page, what it marks, and every address in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.marked: list[str] = []
        self._in_mark = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self._in_mark = self._in_mark or tag == "mark"
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marked[-1] += data


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return made(tmp_path / "record.sqlite")


@pytest.fixture
def client(record: Path) -> Iterator[TestClient]:
    with TestClient(application(record, today=lambda: TODAY), base_url=BASE) as client:
        yield client


def in_format(path: str, form: str) -> str:
    bare, mark, query = path.partition("?")
    return f"{'/home' if bare == '/' else bare}.{form}{mark}{query}"


def rows_of(page: str) -> int:
    """The rows of the tables of a page."""
    return Seen(page).tags.count("tr") - Seen(page).tags.count("thead")


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_every_language(client: TestClient, path: str, lang: str) -> None:
    answer = client.get(path, params={"lang": lang} | dict(part.split("=") for part in path.split("?")[1:]))
    assert answer.status_code == 200, answer.text
    assert f'<html lang="{lang}">' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_json_and_csv_hold_the_rows_of_the_page(client: TestClient, path: str) -> None:
    shown = rows_of(client.get(path).text)
    told = client.get(in_format(path, "json")).json()
    listed = list(csv.reader(io.StringIO(client.get(in_format(path, "csv")).text)))
    assert told["rows"] == shown == max(0, len(listed) - 1)
    assert sum(len(table["rows"]) for table in told["tables"]) == shown if shown else "tables" not in told


def test_the_formats_agree_cell_by_cell(client: TestClient) -> None:
    (table,) = client.get("/missions.json").json()["tables"]
    names, *cells = csv.reader(io.StringIO(client.get("/missions.csv").text))
    assert [dict(zip(names, row, strict=True))["Mission"] for row in cells] == [row["mission"] for row in table["rows"]]
    assert table["rows"][0]["id"] == cells[0][names.index("Id")]


@pytest.mark.parametrize("path", [*PAGES, "/institution/" + HOSTILE.replace(" ", "_").replace("/", "%2F")])
def test_what_the_press_wrote_is_escaped(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert Seen(answer.text).tags.count("script") == 1


def test_a_formula_is_no_formula_in_csv(client: TestClient) -> None:
    assert "'=HYPERLINK()" in client.get("/agreements.csv").text


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: TestClient, path: str) -> None:
    addresses = set(Seen(client.get(path).text).addresses)
    assert all(each.startswith(("/", "#")) for each in addresses)
    statuses = {each: client.get(each).status_code for each in addresses if each.startswith("/")}
    assert {each: status for each, status in statuses.items() if status != 200} == {}


def test_the_evidence_of_a_fact_is_its_sentence_marked_in_its_context(client: TestClient) -> None:
    (row,) = client.get("/engagements.json").json()["tables"][0]["rows"]
    page = Seen(client.get(f"/fact/{row['id']}").text)
    assert page.marked == [SECOND]
    there = next(each for each in page.addresses if each.startswith("/document"))
    document = Seen(client.get(there).text)
    assert document.marked == [SECOND]


def test_the_panel_is_the_proof_alone(client: TestClient) -> None:
    (row,) = client.get("/engagements.json").json()["tables"][0]["rows"]
    panel = client.get(f"/fact/{row['id']}?panel=1").text
    assert Seen(panel).marked == [SECOND]
    assert "<html" not in panel


def test_nothing_later_than_the_day_is_shown(client: TestClient) -> None:
    assert "Ada Lund" in client.get("/people").text
    assert "Ada Lund" not in client.get("/people?as_of=2024-12-31").text
    assert client.get("/missions.json?as_of=2023").json()["rows"] == 0


def test_the_day_stays_in_every_link_to_a_page(client: TestClient) -> None:
    page = Seen(client.get("/state/NO?as_of=2025-06-01").text)
    inner = [each for each in page.addresses if each.startswith(tuple(f"/{kind}/" for kind in DOSSIERS))]
    assert inner
    assert all("as_of=2025-06-01" in each for each in inner if not each.startswith("/state/NO"))


def test_which_mission_serves_a_place_on_a_day(client: TestClient) -> None:
    rows = client.get("/missions.json?serving=Corsica&as_of=2024-06-01").json()["tables"][0]["rows"]
    assert [(row["sending"], row["city"], row["district"]) for row in rows] == [("Norway", "Nice", "Corsica")]
    assert client.get("/missions.json?serving=Corsica&as_of=2024-01-01").json()["rows"] == 0


def test_names_are_found_in_either_script(client: TestClient) -> None:
    for sought in ("Lund", "лунд", "Ада"):
        told = client.get("/search.json", params={"q": sought}).json()
        assert "Ada Lund" in [row["title"] for row in told["tables"][0]["rows"]], sought


def test_what_is_coming_is_what_is_later_than_today(client: TestClient) -> None:
    titles = [table["title"] for table in client.get("/home.json").json()["tables"]]
    assert titles == ["Coming", "Newest"]
    assert client.get("/home.json?as_of=2024-06-01").json()["tables"][0]["rows"][0]["date"] == "2030"


def test_a_record_that_grows_is_seen_without_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with Record.open(path, analyser=analyser(), engine="test") as record:
        append(record, "one.txt")
        client = TestClient(application(path), base_url=BASE)
        assert client.get("/people.json").json()["rows"] == 0
        append(record, "two.txt")  # while it is still open for writing
        assert client.get("/people.json").json()["rows"] == 1


@pytest.mark.parametrize("path", ["/nowhere", "/state/XX", "/person/Nobody", "/fact/ffffffff", "/document?key=none"])
def test_what_is_not_there_is_said_on_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


@pytest.mark.parametrize("as_of", ["yesterday", "2023-02-30", "<b>"])
def test_a_wrong_day_is_said_on_a_page(client: TestClient, as_of: str) -> None:
    answer = client.get("/missions", params={"as_of": as_of})
    assert answer.status_code == 400
    assert "is not a date" in answer.text
    assert "<b>" not in answer.text


def test_a_missing_record_is_said_on_a_page(tmp_path: Path) -> None:
    answer = TestClient(application(tmp_path / "none.sqlite"), base_url=BASE).get("/")
    assert answer.status_code == 503
    assert "there is no record here" in answer.text
    assert "Traceback" not in answer.text


def test_something_unforeseen_is_a_page_and_no_traceback(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(asked: object) -> None:
        raise ValueError("stumbled")

    monkeypatch.setitem(LISTINGS, "/people", stumbles)
    answer = client.get("/people")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "the server goes on" in answer.text


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/style.css"])
def test_every_answer_bears_the_headers_of_safety(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_style_sheet_asks_for_nothing_elsewhere(client: TestClient) -> None:
    assert "url(" not in client.get("/static/style.css").text
    assert "@import" not in client.get("/static/style.css").text


def test_another_name_and_another_page_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "localhost.evil.example:8470"}).status_code == 421
    assert client.get("/", headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get("/", headers={"origin": BASE}).status_code == 200
    assert client.post("/", headers={"origin": BASE}).status_code == 405


def test_the_token_lets_in_once_and_leaves_the_address(record: Path) -> None:
    client = TestClient(application(record, hosts=frozenset(), token="secret"), base_url="http://desk.example")
    assert client.get("/missions").status_code == 401
    assert client.get("/missions?token=wrong").status_code == 401
    assert client.get("/missions", headers={"authorization": "Bearer secret"}).status_code == 200
    first = client.get("/missions?sending=Norway&token=secret", follow_redirects=False)
    assert first.status_code == 303
    assert first.headers["location"] == "/missions?sending=Norway"
    assert "HttpOnly" in first.headers["set-cookie"]
    assert client.get("/missions").status_code == 200


def test_names_are_written_as_the_reader_writes_them(client: TestClient) -> None:
    page = client.get("/people?lang=ru").text
    assert "Ада Лунд" in page
    assert "Норвегия" in page


def test_the_language_chosen_is_remembered(client: TestClient) -> None:
    client.get("/?lang=ru")
    assert '<html lang="ru">' in client.get("/missions").text
