"""The ways in which the contracts leave a gateway free: one switch each, the first choice is the default.

A switch is set for all requests by the control API, and for one job by a directive of the same name
in its prompt: `[[vocabulary: provider]]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

ON_OFF = ("off", "on")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "queue": ON_OFF,
        "queue_shape": ("full", "null", "absent", "strings", "snake"),
        "vocabulary": ("standard", "provider"),
        "submit_body": ("documented", "gateway"),
        "submit_http": ("202", "200", "201"),
        "task_body": ("full", "example"),
        "asset_storage": ("supabase", "aliyun-oss", "tencent-cos", "unheard-of", "absent"),
        "asset_urls": ("absolute", "relative"),
        "base64": ("data", "bare", "b64_json", "base64", "raw"),
        "output": ("assets", "outputs", "data"),
        "media": ("image", "video", "edit"),
        "raw": ("off", "on", "example"),
        "nsfw": ("false", "true", "first", "mismatch", "absent"),
        "error_shape": ("documented", "guide", "sample", "string", "null", "bare", "success"),
        "allow_4_5": ON_OFF,
        "retry_header": ON_OFF,
        "response_format": ("accepted", "rejected"),
        "created": ("integer", "string", "absent"),
        "revised_prompt": ON_OFF[::-1],
        "extras": ON_OFF,
        "b64_shape": ("bare", "data"),
    }
)


class BadManner(ValueError):
    """A switch that does not exist, or a value that it does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """One value per switch of `CHOICES`. `README.md` says what each does."""

    queue: str = "off"
    queue_shape: str = "full"
    vocabulary: str = "standard"
    submit_body: str = "documented"
    submit_http: str = "202"
    task_body: str = "full"
    asset_storage: str = "supabase"
    asset_urls: str = "absolute"
    base64: str = "data"
    output: str = "assets"
    media: str = "image"
    raw: str = "off"
    nsfw: str = "false"
    error_shape: str = "documented"
    allow_4_5: str = "off"
    retry_header: str = "off"
    response_format: str = "accepted"
    created: str = "integer"
    revised_prompt: str = "on"
    extras: str = "off"
    b64_shape: str = "bare"

    def adjusted(self, changes: Mapping[str, str]) -> "Manners":
        """The same manners with `changes` applied. Raises BadManner."""
        for name, value in changes.items():
            check_manner(name, value)
        return replace(self, **changes)


def check_manner(name: str, value: str) -> None:
    """Raise BadManner unless the switch `name` has the choice `value`."""
    if name not in CHOICES:
        raise BadManner(f"no switch is called {name!r}; there are {', '.join(CHOICES)}")
    if value not in CHOICES[name]:
        raise BadManner(f"{name} is one of {', '.join(CHOICES[name])}, not {value!r}")


def as_dict(manners: Manners) -> dict[str, str]:
    """For the control API."""
    return {field.name: getattr(manners, field.name) for field in fields(manners)}
