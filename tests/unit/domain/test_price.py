"""What a guild charges, and what else there would be enough for."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Model
from bot.domain.price import PricedKind, PriceList, would_fit
from bot.domain.quota import Bucket, Measure, Scope, Standing
from bot.domain.quota_charge import Price, fits
from bot.domain.request import ImageRequest

RESOLUTIONS, QUALITIES = ("1k", "2k"), ("low", "high")
MODEL = Model(
    name="m",
    label="M",
    gateway="g",
    slug="m",
    resolutions=RESOLUTIONS,
    qualities=QUALITIES,
    max_count=4,
    prices={("1k", "low"): 1, ("1k", "high"): 3, ("2k", "low"): 2, ("2k", "high"): 6},
)
PLAIN = Model(name="plain", label="P", gateway="g", slug="p", max_count=4, prices={("", ""): 5})
NAMES = ("m", "other", ""), (*RESOLUTIONS, ""), (*QUALITIES, "")
DECIDED = st.dictionaries(st.builds(PricedKind, *map(st.sampled_from, NAMES)), st.integers(0, 9))


def asked(**options: object) -> ImageRequest:
    return ImageRequest(**{"prompt": "a fox", "model": "m", "resolution": "2k", "quality": "high", **options})  # type: ignore[arg-type]


def standing(left: int | None, scope: Scope = Scope.MEMBER) -> Standing:
    return Standing(bucket=Bucket(scope, 1, 7), measure=Measure.CREDITS_DAY, used=0, limit=left, resets_at=1)


@pytest.mark.parametrize(
    ("decided", "price"),
    [
        ({}, 6),
        ({PricedKind(): 9}, 9),
        ({PricedKind(): 9, PricedKind(quality="high"): 8}, 8),
        ({PricedKind(quality="high"): 8, PricedKind(resolution="2k"): 7}, 7),
        ({PricedKind(resolution="2k", quality="high"): 8, PricedKind("m"): 7}, 7),
        ({PricedKind("m", "2k"): 8, PricedKind("m", "", "high"): 7}, 8),
        ({PricedKind("m", "2k"): 8, PricedKind("m", "2k", "high"): 0}, 0),
        ({PricedKind("other"): 1, PricedKind("m", "1k"): 2, PricedKind("m", "2k", "low"): 3}, 6),
    ],
)
def test_the_most_specific_decision_is_the_price(decided: dict[PricedKind, int], price: int) -> None:
    assert PriceList(decided).priced(MODEL).unit_price(asked()) == price


def test_without_decisions_the_model_is_as_it_was() -> None:
    assert PriceList().priced(MODEL) is MODEL


@given(DECIDED)
def test_every_kind_of_picture_has_a_price(decided: dict[PricedKind, int]) -> None:
    priced = PriceList(decided).priced(MODEL)
    assert priced.prices.keys() == MODEL.prices.keys()
    for (resolution, quality), price in priced.prices.items():
        kinds = [
            (model, place, kind)
            for model, place, kind in product(("m", ""), (resolution, ""), (quality, ""))
            if PricedKind(model, place, kind) in decided
        ]
        best = max(kinds, key=lambda kind: tuple(bool(name) for name in kind), default=None)
        expected = decided[PricedKind(*best)] if best else MODEL.prices[resolution, quality]
        assert price == expected


def test_what_would_fit_is_nearest_first() -> None:
    found = would_fit(asked(count=4), MODEL, [standing(12)], PriceList(), at_most=9)
    said = [(fit.request.resolution, fit.request.quality, fit.request.count, fit.price) for fit in found]
    assert said == [("1k", "high", 4, 12), ("2k", "high", 2, 12), ("2k", "low", 4, 8), ("1k", "low", 4, 4)]


def test_a_model_without_options_offers_fewer_pictures() -> None:
    request = ImageRequest(prompt="a fox", model="plain", count=3)
    found = would_fit(request, PLAIN, [standing(11)], PriceList())
    assert [(fit.request.count, fit.request.resolution, fit.price) for fit in found] == [(2, None, 10)]


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 30), st.sampled_from([Scope.MEMBER, Scope.CEILING])), max_size=4
    ),
    DECIDED,
    st.sampled_from(RESOLUTIONS),
    st.sampled_from(QUALITIES),
    st.integers(1, 4),
)
def test_all_that_is_offered_fits_and_nothing_that_fits_better_is_kept_back(
    left: list[tuple[int | None, Scope]],
    decided: dict[PricedKind, int],
    resolution: str,
    quality: str,
    count: int,
) -> None:
    standings = [standing(*each) for each in left]
    prices = PriceList(decided)
    request = asked(resolution=resolution, quality=quality, count=count)
    found = would_fit(request, MODEL, standings, prices, at_most=99)
    charged = prices.priced(MODEL)

    def enough(wish: ImageRequest, number: int) -> bool:
        unit = Price(credits=charged.unit_price(wish), cost=MODEL.unit_price(wish))
        return fits(standings, unit.times(number))

    for fit in found:
        assert fit.price == charged.unit_price(fit.request) * fit.request.count
        assert enough(fit.request, fit.request.count)
        assert fit.request.count == count or not enough(fit.request, fit.request.count + 1)
        assert fit.request != request
    offered = {(fit.request.resolution, fit.request.quality) for fit in found}
    for place, kind in MODEL.prices:
        wish = asked(resolution=place, quality=kind)
        if enough(wish, 1) and not (
            wish == asked(resolution=resolution, quality=quality) and enough(wish, count)
        ):
            assert (place, kind) in offered
