"""The panel of one's own settings shows what is decided, whatever is on offer."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.mine.preferences import UNDECIDED, preferences_card
from bot.domain.guild import UserSettings
from tests.unit.domain.test_channel import BRUSH, PEN

_RATIOS = tuple(f"{width}:1" for width in range(1, 60))
_WIDE = replace(BRUSH, name="wide", aspect_ratios=_RATIOS)


def menus(settings: UserSettings) -> dict[str, list[dict[str, Any]]]:
    panel = preferences_card(7, settings, (BRUSH, PEN, _WIDE)).to_components()
    rows = [part["components"][0] for part in panel[0]["components"] if part["type"] == 1]
    return {each["custom_id"].split(":")[2]: each["options"] for each in rows if "options" in each}


@given(
    st.dictionaries(
        st.sampled_from(["model", "aspect_ratio", "quality", "resolution"]),
        st.sampled_from(["wide", "brush", "gone", "high", "59:1", "2k"]),
    ),
    st.sampled_from([None, "de", "xx"]),
)
def test_each_menu_shows_the_one_thing_that_is_decided(defaults: dict[str, str], locale: str | None):
    shown = menus(UserSettings(defaults=defaults, locale=locale))
    for field, options in shown.items():
        wanted = locale if field == "locale" else defaults.get(field)
        assert [each["value"] for each in options if each["default"]] == [wanted or UNDECIDED]
        values = [each["value"] for each in options]
        assert len(values) == len(set(values)) <= 25


def test_a_chosen_model_says_what_can_be_chosen_beside_it():
    ratios = menus(UserSettings(defaults={"model": "brush"}))["aspect_ratio"]
    assert [each["value"] for each in ratios] == [UNDECIDED, "1:1", "16:9"]
    none = menus(UserSettings(defaults={"model": "pen"}))["quality"]
    assert [each["value"] for each in none] == [UNDECIDED]
