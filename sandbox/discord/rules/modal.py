"""What Discord accepts as a modal.

Source: Discord documentation, "Interactions" (modal response) and "Component Reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.rules import components as parts
from sandbox.discord.rules import layout
from sandbox.discord.rules.shape import (
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
    text,
    typed,
    unique,
)

MAX_COMPONENTS = 5


def _lengths_fit(value: Mapping[str, Any]) -> Faults:
    low, high = value.get("min_length") or 0, value.get("max_length")
    if high is not None and low > high:
        words = f"min_length {low} is above max_length {high}."
        yield fault("TEXT_INPUT_INVALID_RANGE", words, "min_length")


def _label_here(value: Mapping[str, Any]) -> Faults:
    if not value.get("label"):
        yield required("label")


def _label_outside(value: Mapping[str, Any]) -> Faults:
    if value.get("label"):
        words = "A text input in a label cannot have a label of its own"
        yield fault("TEXT_INPUT_LABEL_IN_LABEL", words, "label")


def _needs_a_choice(value: Mapping[str, Any]) -> Faults:
    """What is required, which is the default, asks for at least one."""
    if value.get("required") is not False and value.get("min_values") == 0:
        words = "int value should be greater than or equal to 1."
        yield fault("NUMBER_TYPE_MIN", words, "min_values")


def _not_disabled(value: Mapping[str, Any]) -> Faults:
    if value.get("disabled"):
        yield fault("COMPONENT_DISABLED_IN_MODAL", "A modal cannot have disabled components", "disabled")


_text_input = both(
    parts.component(
        {"custom_id": parts.custom_id, "style": one_of((1, 2))},
        {
            "label": text(1, 45),
            "min_length": integer(0, 4000),
            "max_length": integer(1, 4000),
            "required": boolean,
            "value": text(0, 4000),
            "placeholder": text(0, 100),
        },
    ),
    _lengths_fit,
)
_option = shape(
    {"value": text(1, 100), "label": text(1, 100)}, {"description": text(0, 100), "default": boolean}
)


def _distinct(value: Mapping[str, Any]) -> Faults:
    yield from unique(
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
        ((("options", index, "value"), option["value"]) for index, option in enumerate(value["options"])),
    )


def _presets_fit(value: Mapping[str, Any]) -> Faults:
    """No more is preset, or asked for, than can be chosen."""
    options = value["options"]
    high = 1 if value["type"] == parts.RADIO_GROUP else value.get("max_values") or len(options)
    if len(options) < high:
        yield bad_length(high, 10, "options")
    if (value.get("min_values") or 0) > high:
        words = f"min_values is above max_values {high}."
        yield fault("SELECT_COMPONENT_INVALID_RANGE", words, "min_values")
    if sum(bool(option.get("default")) for option in options) > high:
        words = f"Only {high} options may be selected by default"
        yield fault("SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", words, "options")


def _group(low: int, optional: Mapping[str, Check]) -> Check:
    needed = {"custom_id": parts.custom_id, "options": items(low, 10, _option)}
    fields = {"required": boolean, **optional}
    return both(parts.component(needed, fields), _distinct, _needs_a_choice, _presets_fit)


_file_upload = both(
    parts.component(
        {"custom_id": parts.custom_id},
        {"min_values": integer(0, 10), "max_values": integer(1, 10), "required": boolean},
    ),
    _needs_a_choice,
    parts.counts,
)
_inputs: dict[int, Check] = {
    parts.TEXT_INPUT: both(_text_input, _label_outside),
    **{kind: both(check, _needs_a_choice, _not_disabled) for kind, check in parts.selects.items()},
    parts.FILE_UPLOAD: _file_upload,
    parts.RADIO_GROUP: _group(2, {}),
    parts.CHECKBOX_GROUP: _group(1, {"min_values": integer(0, 10), "max_values": integer(1, 10)}),
    parts.CHECKBOX: parts.component({"custom_id": parts.custom_id}, {"default": boolean}),
}
_label = parts.component({"label": text(1, 45), "component": typed(_inputs)}, {"description": text(1, 100)})
_row = parts.component(
    {"components": items(1, 1, typed({parts.TEXT_INPUT: both(_text_input, _label_here)}))}, {}
)
_blocks = {parts.ROW: _row, parts.TEXT_DISPLAY: parts.text_display, parts.LABEL: _label}
_modal = shape(
    {
        "custom_id": parts.custom_id,
        "title": text(1, 45),
        "components": items(1, MAX_COMPONENTS, typed(_blocks)),
    },
    {},
)


def modal(value: Any) -> Faults:
    """The faults of a modal's data."""
    wrong = list(_modal(value))
    yield from wrong or layout.unique_ids(list(layout.walk(value["components"], "components")))
