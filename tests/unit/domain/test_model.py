"""A request made to suit another model, without losing what that one has too."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Model
from bot.domain.request import ImageRequest

_RATIOS, _SIZES, _CARES, _KINDS = ("1:1", "3:2", "16:9"), ("1k", "2k"), ("low", "high"), ("png", "webp")
_OPTIONS = {
    "aspect_ratio": _RATIOS,
    "resolution": _SIZES,
    "quality": _CARES,
    "output_format": _KINDS,
    "style": ("vivid",),
    "background": ("opaque",),
}


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


models = st.builds(
    Model,
    name=st.just("m"),
    label=st.just("M"),
    gateway=st.just("g"),
    slug=st.just("m"),
    aspect_ratios=_some(_RATIOS),
    resolutions=_some(_SIZES),
    qualities=_some(_CARES),
    output_formats=_some(_KINDS),
    styles=_some(("vivid",)),
    backgrounds=_some(("opaque",)),
    watermark=st.booleans(),
    max_count=st.integers(1, 4),
    prices=st.just({}),
)
requests = st.builds(
    ImageRequest,
    prompt=st.just("a fox"),
    model=st.just("another"),
    count=st.integers(-1, 9),
    watermark=st.none() | st.booleans(),
    **{name: st.none() | st.sampled_from(values) for name, values in _OPTIONS.items()},
)


@given(models, requests)
def test_a_narrowed_request_fits_and_keeps_what_the_model_has(model: Model, request: ImageRequest) -> None:
    narrowed = model.narrowed(request)
    assert model.fit(narrowed).model == model.name
    assert narrowed.prompt == request.prompt
    for option in _OPTIONS:
        asked, left = getattr(request, option), getattr(narrowed, option)
        assert left in (asked, None)
        alone = replace(model.narrowed(ImageRequest(prompt="a fox", model="m")), **{option: asked})
        assert (left is None) == (asked is None or not _takes(model, alone))


def _takes(model: Model, request: ImageRequest) -> bool:
    try:
        model.fit(request)
    except Exception:
        return False
    return True
