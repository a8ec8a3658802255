"""The application: which address is which page, and what is said where something is wrong. The one file that knows
Starlette."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from chancery.errors import ChanceryError, UsageError, trail, unforeseen
from chancery.serve.catalog import Catalog, catalog, languages
from chancery.serve.web import dossiers, evidence, listings, render
from chancery.serve.web.page import Asked, Page
from chancery.serve.web.safety import LOOPBACK, Application, Guard
from chancery.serve.web.shelf import Shelves

log = logging.getLogger(__name__)

Listing = Callable[[Asked], Page | None]
Dossier = Callable[[Asked, str], Page | None]

LISTINGS: dict[str, Listing] = {
    "/": listings.home,
    "/home": listings.home,
    "/search": listings.search,
    "/missions": listings.missions,
    "/people": listings.people,
    "/engagements": listings.listing("engagement"),
    "/agreements": listings.listing("agreement"),
    "/commitments": listings.commitments,
    "/indicators": listings.indicators,
    "/sources": listings.sources,
    "/document": evidence.document,
}
DOSSIERS: dict[str, Dossier] = {
    "state": dossiers.state,
    "region": dossiers.region,
    "city": dossiers.city,
    "person": dossiers.person,
    "institution": dossiers.institution,
    "mission": dossiers.mission,
    "fact": evidence.fact,
}
FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
STATIC = {
    "style.css": "text/css; charset=utf-8",
    "panel.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
LANG_COOKIE = "lang"
YEAR_S = 31_536_000
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def application(
    record: Path,
    *,
    interface: str = "en",
    hosts: frozenset[str] = LOOPBACK,
    token: str = "",
    today: Callable[[], date] = date.today,
) -> Application:
    """The workbench on one record.

    Args:
        interface: the language of whoever has not chosen one.
        hosts, token: see `Guard`.
        today: the clock, by which pages tell what is coming.
    """
    desk = Workbench(record, interface, today)
    routes = [Route("/static/{name}", static)]
    for path in LISTINGS:
        routes += [Route(f"{path}.{form}", desk.listing) for form in FORMATS if path != "/"]
        routes.append(Route(path, desk.listing))
    for kind in DOSSIERS:
        routes += [Route(f"/{kind}/{{slug:path}}.{form}", desk.dossier) for form in FORMATS]
        routes.append(Route(f"/{kind}/{{slug:path}}", desk.dossier))
    handlers = {404: desk.missing, 405: desk.missing}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), hosts=hosts, token=token)


class Workbench:
    """Answers requests about one record."""

    def __init__(self, record: Path, interface: str, today: Callable[[], date]) -> None:
        self._shelves = Shelves(record)
        self._interface = interface
        self._today = today

    def listing(self, request: Request) -> Response:
        """A page without a subject."""
        return self._answer(request, LISTINGS[_bare(request.url.path)])

    def dossier(self, request: Request) -> Response:
        """A page about one subject."""
        slug, make = request.path_params["slug"], DOSSIERS[request.url.path.split("/", 2)[1]]
        return self._answer(request, lambda asked: make(asked, slug))

    def missing(self, request: Request, fault: Exception) -> Response:
        """What is said of an address that leads nowhere."""
        words = self._words(request)
        said = render.trouble(words.page("no_page"), request.url.path, words.page("no_page_hint"), words)
        return HTMLResponse(said, 404)

    def _answer(self, request: Request, make: Listing) -> Response:
        words = self._words(request)
        try:
            response = self._made(request, make, words)
        except UsageError as fault:
            response = HTMLResponse(render.trouble(fault.what, fault.where, fault.hint, words), 400)
        except ChanceryError as fault:
            response = HTMLResponse(render.trouble(fault.what, fault.where, fault.hint, words), 503)
        except Exception as fault:  # the last wall: a person gets a page, never a traceback
            log.debug("%s", trail(fault))
            said = render.trouble(unforeseen(fault), request.url.path, words.page("fault_hint"), words)
            response = HTMLResponse(said, 500)
        if request.query_params.get("lang") in languages():
            response.set_cookie(LANG_COOKIE, words.code, max_age=YEAR_S, httponly=True, samesite="strict")
        response.headers["cache-control"] = "no-store"
        return response

    def _made(self, request: Request, make: Listing, words: Catalog) -> Response:
        given = {key: value for key, value in request.query_params.items() if key not in ("lang", "panel") and value}
        as_of = given.get("as_of")
        if as_of is not None and not _DAY.fullmatch(as_of):
            raise UsageError(f"{as_of!r} is not a date", where="as_of", hint=words.page("as_of_hint"))
        with self._shelves.record() as record:
            shelf = self._shelves.shelf(record, as_of)
            whole = shelf if as_of is None else self._shelves.shelf(record, None)
            asked = Asked(record, shelf, whole, words, _bare(request.url.path), given, self._today())
            page = make(asked)
            if page is None:
                return self.missing(request, LookupError())
            return _response(page, asked, _format(request.url.path), panel="panel" in request.query_params)

    def _words(self, request: Request) -> Catalog:
        """The words of the language asked for, else chosen before, else preferred by the browser, else the server's."""
        known = languages()
        accepted = re.findall(r"[a-z]{2}", request.headers.get("accept-language", "").lower())
        wanted = (request.query_params.get("lang"), request.cookies.get(LANG_COOKIE), *accepted, self._interface)
        return catalog(next((code for code in wanted if code in known), self._interface))


def _response(page: Page, asked: Asked, form: str, *, panel: bool) -> Response:
    if form == "json":
        return Response(render.json(page, asked), page.status, media_type=FORMATS[form])
    if form == "csv":
        name = re.sub(r"[^\w-]+", "-", asked.path, flags=re.ASCII).strip("-") or "home"
        disposition = {"content-disposition": f'attachment; filename="{name}.csv"'}
        return Response(render.csv(page, asked), page.status, disposition, FORMATS[form])
    return HTMLResponse(render.panel(page, asked) if panel else render.html(page, asked), page.status)


def static(request: Request) -> Response:
    """A file of the interface itself."""
    name = request.path_params["name"]
    if name not in STATIC:
        return Response(status_code=404)
    body = (render.FOLDER / "static" / name).read_bytes()
    return Response(body, headers={"cache-control": "max-age=300"}, media_type=STATIC[name])


def _format(path: str) -> str:
    return next((form for form in FORMATS if path.endswith(f".{form}")), "html")


def _bare(path: str) -> str:
    """An address without its format."""
    return path.removesuffix(".json").removesuffix(".csv") if _format(path) != "html" else path
