"""The page: static files of ours, and a policy under which nothing else is ever loaded."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

_FILES = Path(__file__).parent.parent / "page"
# One dot, before the ending: no name leads out of the folder.
_NAMES = r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+\.[a-z]+"
_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# Only these are ever opened by themselves; for all others the page's own policy holds.
_DOCUMENTS = (".html", ".svg")
_NOTHING = "default-src 'none'"


def add_page(app: web.Application) -> None:
    """Register the files that the page loads."""
    app.router.add_get(f"/page/{{name:{_NAMES}}}", _file)


def _policy(request: web.Request) -> str:
    return "; ".join(
        (
            _NOTHING,
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",  # blob: is a picture just picked, before it is sent
            f"connect-src 'self' ws://{request.host}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def index(request: web.Request) -> web.Response:
    """The page itself."""
    return _served(request, _FILES / "index.html")


async def _file(request: web.Request) -> web.Response:
    return _served(request, _FILES / request.match_info["name"])


def _served(request: web.Request, path: Path) -> web.Response:
    kind = _KINDS.get(path.suffix)
    if kind is None or not path.is_file():
        raise web.HTTPNotFound
    headers = {
        "Content-Security-Policy": _policy(request) if path.suffix in _DOCUMENTS else _NOTHING,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
    response = web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8", headers=headers)
    response.enable_compression()
    return response
