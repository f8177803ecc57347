"""One call of the stand-in's control API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import aiohttp

Json = dict[str, Any]


class CannotError(AssertionError):
    """The stand-in refused a control call, or what was waited for did not happen."""


class Caller:
    """The stand-in's addresses, and calls to its control API. Raises CannotError with the reason."""

    def __init__(self, addresses: Mapping[str, str], http: aiohttp.ClientSession, pid: int) -> None:
        self.api = addresses["api"]
        self.gateway = addresses["gateway"]
        self.cdn = addresses["cdn"]
        self.page = addresses["page"]
        self.control = addresses["control"]
        self.token = addresses["token"]
        self.pid = pid
        self._http = http

    async def call(self, method: str, path: str, /, **fields: Any) -> Any:
        """Any control call: fields that are None are left out."""
        given = {key: value for key, value in fields.items() if value is not None}
        # Files make a body long; aiohttp wants such a one as a stream.
        body = BytesIO(json.dumps(given).encode())
        headers = {"Content-Type": "application/json"}
        url = f"{self.control}{path}"
        async with self._http.request(method, url, data=body, headers=headers) as response:
            answer = await response.json()
            if response.status != 200:
                raise CannotError(f"{method} {path} {given}: {answer['error']}")
            return answer
