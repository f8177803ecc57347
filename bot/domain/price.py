"""Prices: the catalogue's, and what a guild charges instead. And what else would fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from types import MappingProxyType

from bot.domain.model import Model
from bot.domain.quota import Standing
from bot.domain.quota_charge import Price, fits
from bot.domain.request import ImageRequest


@dataclass(frozen=True, slots=True)
class PricedKind:
    """What a price is for. An empty name stands for any."""

    model: str = ""
    resolution: str = ""
    quality: str = ""


_NONE: Mapping[PricedKind, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PriceList:
    """What a guild decided to charge for one picture, in credits. The rest costs what the catalogue says."""

    decided: Mapping[PricedKind, int] = field(default_factory=lambda: _NONE)

    def decision(self, model: str, resolution: str, quality: str) -> PricedKind | None:
        """The decision that applies: the most specific, by model before resolution before quality."""
        names = product((model, ""), (resolution, ""), (quality, ""))
        return next((kind for each in names if (kind := PricedKind(*each)) in self.decided), None)

    def priced(self, model: Model) -> Model:
        """The model with the prices of this guild."""
        if not self.decided:
            return model
        return replace(
            model,
            prices={
                (resolution, quality): self._price(model.name, resolution, quality, usual)
                for (resolution, quality), usual in model.prices.items()
            },
        )

    def _price(self, model: str, resolution: str, quality: str, usual: int) -> int:
        kind = self.decision(model, resolution, quality)
        return usual if kind is None else self.decided[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A request like the one that was refused, for which there is enough."""

    request: ImageRequest
    #: Credits for all of it.
    price: int


def would_fit(
    request: ImageRequest,
    model: Model,
    standings: Sequence[Standing],
    prices: PriceList,
    *,
    at_most: int = 3,
) -> tuple[Fit, ...]:
    """What of the same model could be asked for instead, now; the nearest to the fitted `request` first.

    Nearest is what differs in the fewest of resolution, quality and count, then what costs most.
    """
    found = [fit for fit in _cheaper(request, model, standings, prices) if fit.request != request]
    found.sort(key=lambda fit: (_changes(request, fit.request), -fit.price))
    return tuple(found[:at_most])


def _cheaper(
    request: ImageRequest, model: Model, standings: Sequence[Standing], prices: PriceList
) -> Iterator[Fit]:
    """For every kind of picture, as many as fit and were asked for."""
    charged = prices.priced(model)
    for resolution, quality in model.prices:
        wish = replace(request, resolution=resolution or None, quality=quality or None)
        unit = Price(credits=charged.unit_price(wish), cost=model.unit_price(wish))
        count = _most(standings, unit, request.count)
        if count:
            yield Fit(request=replace(wish, count=count), price=unit.credits * count)


def _most(standings: Sequence[Standing], unit: Price, wanted: int) -> int:
    counts: Iterable[int] = range(wanted, 0, -1)
    return next((n for n in counts if fits(standings, unit.times(n))), 0)


def _changes(one: ImageRequest, other: ImageRequest) -> int:
    return sum(getattr(one, name) != getattr(other, name) for name in ("resolution", "quality", "count"))
