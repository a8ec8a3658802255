"""Who may ask the server, and what a browser may do with its pages: an ASGI layer around the whole application.

Knows no page and no framework. Refusals are plain sentences, because whoever is refused has no business with a page.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
COOKIE = "chancery_token"
READING = frozenset(("GET", "HEAD"))

HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Lets through what is asked of this very host, by somebody who knows the token if there is one.

    Args:
        hosts: the names under which the server may be called, none if any will do (then there must be a token: a page
            elsewhere can make a browser call a name of its own that leads here).
        token: what must be known; empty on loopback.
    """

    def __init__(self, application: Application, *, hosts: Iterable[str] = LOOPBACK, token: str = "") -> None:
        self._application = application
        self._hosts = frozenset(hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            await _refuse(send, 421, "This server does not answer under that name.")
        elif not _is_own(headers.get("origin"), host):
            await _refuse(send, 403, "Another page asked for this; only pages of this server may.")
        elif scope["method"] not in READING:
            await _refuse(send, 405, "The record is only read here.", [(b"allow", b"GET, HEAD")])
        elif self._token and not self._knows(headers):
            await self._admit(scope, send)
        else:
            await self._application(scope, receive, _with_headers(send))

    def _knows(self, headers: dict[str, str]) -> bool:
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        return self._is_token(bearer) or self._is_token(_cookie(headers.get("cookie", "")))

    def _is_token(self, said: str) -> bool:
        return hmac.compare_digest(said.encode(), self._token.encode())

    async def _admit(self, scope: Scope, send: Send) -> None:
        """Take the token from the address once and keep it in a cookie, so that it stands in no link."""
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not self._is_token(dict(asked).get("token", "")):
            await _refuse(send, 401, "Open the address that the server printed when it started; it holds the token.")
            return
        rest = urlencode([(name, value) for name, value in asked if name != "token"])
        path = "/" + scope["raw_path"].decode("latin-1").lstrip("/")
        cookie = f"{COOKIE}={self._token}; Path=/; HttpOnly; SameSite=Strict"
        there = [
            (b"location", (path + (f"?{rest}" if rest else "")).encode("latin-1")),
            (b"set-cookie", cookie.encode()),
        ]
        await _refuse(send, 303, "", there)


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_own(origin: str | None, host: str) -> bool:
    """Whether a request comes from a page of this server, or from no page at all."""
    return origin is None or urlsplit(origin).netloc == host


def _cookie(header: str) -> str:
    try:
        kept = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return kept.value if kept else ""


def _with_headers(send: Send) -> Send:
    added: Headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *added]
        await send(message)

    return sending


async def _refuse(send: Send, status: int, said: str, headers: Headers | None = None) -> None:
    body = (said + "\n").encode() if said else b""
    plain: Headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    answer = _with_headers(send)
    await answer({"type": "http.response.start", "status": status, "headers": [*plain, *(headers or [])]})
    await answer({"type": "http.response.body", "body": body})
