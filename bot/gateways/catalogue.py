"""The model catalogue: the built-in models file with the operator's laid over it."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.domain.errors import InklingError, UnknownModel
from bot.domain.model import Model
from bot.gateways.entries import read_entry

BUILT_IN = "models.toml"
#: A name is the value of a choice, which has at most 100 characters at Discord.
MAX_NAME = 100


class CatalogueError(InklingError):
    """A models file that cannot be used. Each fault names file, entry, field and what is allowed."""

    def __init__(self, faults: Collection[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The models on offer, in the order of the files."""

    models: Mapping[str, Model]

    def get(self, name: str) -> Model:
        """The model people call `name`.

        Raises:
            UnknownModel: with the names there are.
        """
        model = self.models.get(name)
        if model is None:
            raise UnknownModel(model=name, available=tuple(self.models))
        return model

    def names(self, gateways: Collection[str]) -> tuple[str, ...]:
        """The models these gateways serve."""
        return tuple(name for name, model in self.models.items() if model.gateway in gateways)

    def cheapest(self, gateway: str) -> int:
        """The least that one picture costs there, in catalogue credits; 0 where there is none."""
        prices = [min(self.models[name].prices.values()) for name in self.names([gateway])]
        return min(prices, default=0)

    def served_by(self, gateways: Collection[str]) -> "Catalogue":
        """Only what these gateways serve: a model without a key behind it is not on offer."""
        return Catalogue(MappingProxyType({name: self.models[name] for name in self.names(gateways)}))


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Read the built-in models and lay the operator's file over them.

    Raises:
        CatalogueError: with every fault of the file at once.
    """
    built_in = resources.files("bot.gateways").joinpath(BUILT_IN).read_text("utf-8")
    tables, faults = _tables(built_in, BUILT_IN)
    if path is not None:
        own, faults = _tables(_read(path), str(path))
        tables |= {name: {**tables.get(name, {}), **table} for name, table in own.items()}
    models, more = _models(tables, str(path or BUILT_IN))
    if faults or more:
        raise CatalogueError(faults + more)
    return Catalogue(MappingProxyType(models))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError([f"{path}: not UTF-8 text"]) from error
    except OSError as error:
        raise CatalogueError([f"{path}: cannot be read: {error.strerror}"]) from error


def _tables(text: str, file: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The entries of a file as they are written, and what is wrong around them."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError([f"{file}: not TOML: {error}"]) from error
    faults = [f"{file}: {key}: no such table; allowed: models" for key in content if key != "models"]
    written = content.get("models", {})
    if not isinstance(written, dict):
        return {}, [*faults, f'{file}: models: must be tables, as in [models."my-model"]']
    tables: dict[str, dict[str, Any]] = {}
    for name, table in written.items():
        if not isinstance(table, dict):
            faults.append(f'{file}: models."{name}": must be a table, as in [models."{name}"]')
        elif not 1 <= len(name) <= MAX_NAME:
            faults.append(f'{file}: models."{name}": a name has 1 to {MAX_NAME} characters')
        else:
            tables[name] = table
    return tables, faults


def _models(tables: Mapping[str, Mapping[str, Any]], file: str) -> tuple[dict[str, Model], list[str]]:
    models: dict[str, Model] = {}
    faults: list[str] = []
    for name, table in tables.items():
        entry, wrong = read_entry(table)
        faults += [f'{file}: models."{name}".{field}: {problem}' for field, problem in wrong]
        if entry is not None and entry.enabled:
            models[name] = entry.model(name)
    if not models and not faults:
        faults.append(f"{file}: no model is left; enable one")
    return models, faults
