"""One frozen value from the environment and `.env`, made once at the edge.

A variable of the environment wins over the same line of `.env`; an empty value counts as not set.
Every fault is found in one go and told in one line: the variable, the bad value (never a secret), the fix.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.domain.roots import InklingError


@dataclass(eq=False)
class ConfigError(InklingError):
    """The configuration cannot be used. One sentence per fault, fit to be printed."""

    faults: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.faults)


class Need(StrEnum):
    """What a command cannot do without."""

    DISCORD = "discord"  # the bot's token
    GATEWAY = "gateway"  # a key for at least one image gateway


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _address(text: str, secure: str, plain: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {secure, plain} or not parts.hostname:
        raise ValueError(f"is not an address. Write it as {secure}://host/path")
    if parts.username or parts.password:
        raise ValueError("holds a user name or password. Leave them out of the address")
    if parts.scheme == plain and not is_loopback(parts.hostname):
        raise ValueError(f"would travel unencrypted. Use {secure}://; {plain}:// is for this machine only")
    return text.rstrip("/")


def _http(text: str) -> str:
    return _address(text, "https", "http")


def _websocket(text: str) -> str:
    return _address(text, "wss", "ws")


def _bare_secret(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    if any(not "!" <= character <= "~" or character in "\"'" for character in text):
        raise ValueError("holds a space, a quote or a character that no key has. Copy it again, alone")
    return secret


def _database(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().startswith("sqlite+aiosqlite:///"):
        raise ValueError(
            "starts with a scheme Inkling has no driver for. Use sqlite+aiosqlite:///folder/inkling.db"
        )
    return secret


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    words = value.replace(",", " ").split()
    if not all(word.isdecimal() for word in words):
        raise ValueError("holds something that is no Discord id. Write digits only, with commas between ids")
    return tuple(int(word) for word in words)


Key = Annotated[SecretStr, AfterValidator(_bare_secret)]
HttpBase = Annotated[str, AfterValidator(_http)]
Credits = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Port = Annotated[int, Field(ge=0, le=65535)]
Days = Annotated[int, Field(ge=1, le=36_500)]
Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]


class Config(BaseSettings):
    """What an operator can set. `.env.example` explains every name."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        env_file_encoding="utf-8-sig",
        hide_input_in_errors=True,
    )

    discord_token: Key | None = None
    openoctopus_api_key: Key | None = None
    openoctopus_base_url: HttpBase = "https://api.openoctopus.com"
    octopusx_api_key: Key | None = None
    octopusx_base_url: HttpBase = "https://octopusx.ai/v1"

    data_dir: Path = Path("data")
    #: Holds a password where the database has one.
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = None
    models_file: Path | None = None
    default_model: str | None = None

    #: Credits a day where no moderator decided; `None` is no limit.
    guild_daily_credits: Credits | None = None
    member_daily_credits: Credits | None = None
    user_daily_credits: Credits | None = None
    max_running_jobs: Annotated[int, Field(ge=1)] = 3
    max_open_jobs: Annotated[int, Field(ge=1)] = 10

    gateway_concurrency: Annotated[int, Field(ge=1)] = 10
    job_deadline_seconds: Seconds = 600
    queue_wait_seconds: Seconds = 3600
    submit_timeout: Seconds = 30
    octopusx_submit_timeout: Seconds = 300
    submit_margin: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 10
    resubmit_on_unknown: bool = False
    max_image_bytes: Annotated[int, Field(ge=1024)] = 64 * 1024 * 1024
    allow_loopback: bool = False

    #: May use /operator beside the application's owner or team.
    operator_ids: Ids = ()
    #: Days until what is kept of a guild goes that removed the bot.
    guild_grace_days: Days = 30
    #: Days that are kept what is asked for outside guilds; each guild decides for itself.
    dm_keep_prompts_days: Days = 90
    dm_keep_pictures_days: Days = 30
    dm_keep_failures_days: Days = 180

    spoiler_unrated: bool = False
    mention_after_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 30

    discord_api_base: HttpBase | None = None
    discord_gateway_url: Annotated[str, AfterValidator(_websocket)] | None = None
    discord_cdn_base: HttpBase | None = None

    health_host: str = "127.0.0.1"
    #: `None` opens no port; 0 takes a free one and logs it.
    health_port: Port | None = None
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_lower)] = "console"
    shutdown_grace_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 10

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is handed in, then the file; never the process's own environment."""
        return init_settings, dotenv_settings

    @property
    def database(self) -> str:
        """The database's address; by default a file in the data folder."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'inkling.db'}"


def load_config(environ: Mapping[str, str], env_file: Path | None, *, needs: Iterable[Need] = ()) -> Config:
    """Read the configuration.

    Raises:
        ConfigError: with every fault there is.
    """
    lines, faults = _read_lines(env_file) if env_file and env_file.exists() else ({}, [])
    given: dict[str, Any] = {
        name.lower(): value
        for name, value in environ.items()
        if name.lower() in Config.model_fields and value
    }
    faults += _misspelt(lines)
    faults += _missing(needs, {name.lower() for name, value in lines.items() if value} | given.keys())
    try:
        config = Config(_env_file=env_file if lines else None, **given)
    except ValidationError as error:
        faults += [_sentence(fault) for fault in error.errors(include_url=False)]
        raise ConfigError(tuple(faults)) from None
    if faults:
        raise ConfigError(tuple(faults))
    return config


def _read_lines(path: Path) -> tuple[dict[str, str], list[str]]:
    """Names and values of `.env`, and one sentence for each line that is not one. Values are not shown."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        return {}, [f"{path}: byte {error.start + 1} is not UTF-8. Save the file as UTF-8 text."]
    except OSError as error:
        return {}, [f"{path}: cannot be read ({error.strerror}). Make it a file that this user may read."]
    bindings = list(parse_stream(StringIO(text)))
    faults = [
        f"{path}: line {binding.original.line} is not NAME=value. Put long values in quotes and close them."
        for binding in bindings
        if binding.error or (binding.key is not None and binding.value is None)
    ]
    return {binding.key: binding.value or "" for binding in bindings if binding.key}, faults


def _misspelt(lines: Mapping[str, str]) -> list[str]:
    known = [name.upper() for name in Config.model_fields]
    guesses = {name: get_close_matches(name.upper(), known, n=1, cutoff=0.85) for name in lines}
    return [
        f"{name}: no such setting. Did you mean {guess[0]}?"
        for name, guess in guesses.items()
        if guess and name.upper() not in known
    ]


def _missing(needs: Iterable[Need], given: set[str]) -> list[str]:
    faults = []
    for need in needs:
        if need is Need.DISCORD and "discord_token" not in given:
            faults.append(
                "DISCORD_TOKEN: not set. Copy it from the Discord developer portal, page Bot, into .env."
            )
        if need is Need.GATEWAY and not given & {"openoctopus_api_key", "octopusx_api_key"}:
            faults.append(
                "OPENOCTOPUS_API_KEY, OCTOPUSX_API_KEY: neither is set. Put the key of one gateway into .env."
            )
    return faults


def _sentence(fault: Mapping[str, Any]) -> str:
    """One fault of pydantic's as a line for the operator."""
    name = str(fault["loc"][0])
    secret = any(word in name for word in ("token", "key", "database"))
    shown = "" if secret or isinstance(fault["input"], SecretStr) else f" {str(fault['input'])!r}"
    return f"{name.upper()}:{shown} {_fault_words(fault)}."


def _fault_words(fault: Mapping[str, Any]) -> str:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "value_error":
            return str(context["error"])
        case "int_parsing" | "int_from_float" | "float_parsing" | "finite_number":
            return "is not a number. Write digits only, as in 10"
        case "bool_parsing":
            return "is neither yes nor no. Write true or false"
        case "literal_error":
            return f"is not known. Use one of {context['expected']}"
        case "greater_than_equal":
            return f"is too small. The least is {context['ge']}"
        case "greater_than":
            return f"is too small. Use more than {context['gt']}"
        case "less_than_equal":
            return f"is too large. The most is {context['le']}"
        case _:
            return f"cannot be used: {fault['msg']}. See .env.example"
