"""The server: where it listens, who may ask, and how it is started. The one file that knows uvicorn."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

from chancery.errors import UsageError
from chancery.serve.catalog import Catalog
from chancery.serve.streams import remark
from chancery.serve.web.safety import LOOPBACK, is_loopback

INSTALL = "install it with: pip install 'chancery[serve]'"


def serve(record: Path, *, host: str, port: int, words: Catalog) -> None:
    """Serve the record until somebody stops it.

    Args:
        host: an address of this machine; a token is asked for unless only this machine reaches it.
        port: 0 takes a free one.
    Raises:
        UsageError: the server is not installed, or the place is taken or not on this machine.
    """
    try:
        import uvicorn

        from chancery.serve.web.app import application
    except ImportError as missing:
        raise UsageError(f"the server is not installed ({missing.name})", hint=INSTALL) from missing
    listening = _listening(host, port)
    token = "" if is_loopback(host) else secrets.token_urlsafe(24)
    hosts = LOOPBACK | {host} if not token else frozenset[str]()
    number = listening.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    remark(words.remark("serving", address=f"http://{name}:{number}/" + (f"?token={token}" if token else "")))
    made = application(record, interface=words.code, hosts=frozenset(hosts), token=token)
    config = uvicorn.Config(made, log_level="error", access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as fault:
        hint = "choose another --port, or --host 127.0.0.1"
        said = getattr(fault, "strerror", None) or str(fault)
        raise UsageError(f"cannot listen: {said}", where=f"{host}:{port}", hint=hint) from fault
