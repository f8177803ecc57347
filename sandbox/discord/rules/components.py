"""The shape of each component and which may stand in which.

Source: Discord documentation, "Component Reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.rules.shape import (
    MAX_COMPONENT_ID,
    Check,
    Faults,
    bad_length,
    boolean,
    both,
    fault,
    integer,
    items,
    one_of,
    required,
    shape,
    snowflake,
    text,
    typed,
    unique,
    url,
)

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 17, 18, 19, 21, 22, 23

MAX_COMPONENTS = 40
MAX_ROWS = 5
LINK, PREMIUM = 5, 6
_BUTTON_FIELDS = {
    LINK: ("url", ("custom_id", "sku_id")),
    PREMIUM: ("sku_id", ("custom_id", "label", "url", "emoji")),
}

component_id = integer(0, MAX_COMPONENT_ID)
custom_id = text(1, 100)
_media = shape({"url": url(("http", "https", "attachment"))}, {})
_upload = shape({"url": url(("attachment",))}, {})
_emoji = shape({}, {"name": text(1, 32), "id": snowflake, "animated": boolean})


def component(needed: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """The shape of one component, with the `id` that every component may have."""
    return shape(needed, {"id": component_id, **optional})


def _button_fields(value: Mapping[str, Any]) -> Faults:
    """Which fields a button must and must not have depends on its style."""
    needed, barred = _BUTTON_FIELDS.get(value["style"], ("custom_id", ("url", "sku_id")))
    if not value.get(needed):
        yield required(needed)
    for key in barred:
        if value.get(key) is not None:
            words = f"A button of style {value['style']} cannot have {key}"
            yield fault("BUTTON_COMPONENT_INVALID_FIELD", words, key)
    if value["style"] != PREMIUM and not value.get("label") and not value.get("emoji"):
        yield required("label")


button = both(
    component(
        {"style": one_of(range(1, 7))},
        {
            "label": text(0, 80),
            "custom_id": custom_id,
            "url": url(("http", "https", "discord"), 512),
            "sku_id": snowflake,
            "emoji": _emoji,
            "disabled": boolean,
        },
    ),
    _button_fields,
)

_option = shape(
    {"label": text(1, 100), "value": text(1, 100)},
    {"description": text(0, 100), "emoji": _emoji, "default": boolean},
)
_select_fields: dict[str, Check] = {
    "placeholder": text(0, 150),
    "min_values": integer(0, 25),
    "max_values": integer(1, 25),
    "required": boolean,
    "disabled": boolean,
}


def counts(value: Mapping[str, Any]) -> Faults:
    """`min_values` is not above `max_values`; both are 1 by default."""
    low, high = _or(value.get("min_values"), 1), _or(value.get("max_values"), 1)
    if low > high:
        yield fault(
            "SELECT_COMPONENT_INVALID_RANGE", f"min_values {low} is above max_values {high}.", "min_values"
        )


def options_fit(value: Mapping[str, Any]) -> Faults:
    """There are enough options to choose `max_values` of, their values differ, few enough are preset."""
    options, high = value["options"], _or(value.get("max_values"), 1)
    if len(options) < high:
        yield bad_length(high, 25, "options")
    yield from unique(
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
        ((("options", index, "value"), option["value"]) for index, option in enumerate(options)),
    )
    if sum(bool(option.get("default")) for option in options) > high:
        words = f"Only {high} options may be selected by default"
        yield fault("SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", words, "options")


def _defaults_fit(value: Mapping[str, Any]) -> Faults:
    given, high = value.get("default_values") or (), _or(value.get("max_values"), 1)
    low = _or(value.get("min_values"), 1)
    if given and not low <= len(given) <= high:
        yield bad_length(low, high, "default_values")


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _picker(*kinds: str, **more: Check) -> Check:
    default = shape({"id": snowflake, "type": one_of(kinds)}, {})
    fields = {**_select_fields, "default_values": items(0, 25, default), **more}
    return both(component({"custom_id": custom_id}, fields), counts, _defaults_fit)


string_select = both(
    component({"custom_id": custom_id, "options": items(1, 25, _option)}, _select_fields),
    counts,
    options_fit,
)
selects: dict[int, Check] = {
    STRING_SELECT: string_select,
    USER_SELECT: _picker("user"),
    ROLE_SELECT: _picker("role"),
    MENTIONABLE_SELECT: _picker("user", "role"),
    CHANNEL_SELECT: _picker("channel", channel_types=items(0, 25, integer(0, 16))),
}


def _row_width(value: Mapping[str, Any]) -> Faults:
    """A row is five wide: a button takes one place, a select all."""
    used = 0
    for index, child in enumerate(value["components"]):
        used += 1 if child["type"] == BUTTON else 5
        if used > 5:
            words = "The specified component exceeds the maximum width"
            yield fault("COMPONENT_LAYOUT_WIDTH_EXCEEDED", words, "components", index)


_row = both(component({"components": items(1, 5, typed({BUTTON: button, **selects}))}, {}), _row_width)
text_display = component({"content": text(1, 4000)}, {})
_thumbnail = component({"media": _media}, {"description": text(1, 1024), "spoiler": boolean})
_section = component(
    {
        "components": items(1, 3, typed({TEXT_DISPLAY: text_display})),
        "accessory": typed({BUTTON: button, THUMBNAIL: _thumbnail}),
    },
    {},
)
_gallery_item = shape({"media": _media}, {"description": text(1, 1024), "spoiler": boolean})
_blocks: dict[int, Check] = {
    ROW: _row,
    SECTION: _section,
    TEXT_DISPLAY: text_display,
    GALLERY: component({"items": items(1, 10, _gallery_item)}, {}),
    FILE: component({"file": _upload}, {"spoiler": boolean}),
    SEPARATOR: component({}, {"divider": boolean, "spacing": one_of((1, 2))}),
}
_container = component(
    {"components": items(1, MAX_COMPONENTS, typed(_blocks))},
    {"accent_color": integer(0, 0xFFFFFF), "spoiler": boolean},
)
legacy_layout = items(0, MAX_ROWS, typed({ROW: _row}))
layout = items(0, MAX_COMPONENTS, typed({**_blocks, CONTAINER: _container}))
