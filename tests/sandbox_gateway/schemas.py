"""JSON schemas written from the two gateways' documents."""

from typing import Any

import jsonschema_rs

from sandbox.gateway.errors import ERRORS

_NULL_OR_COUNT = {"type": ["integer", "null"], "minimum": 0}
_QUEUE = {
    "type": "object",
    "required": [
        "enabled", "position", "size", "concurrency", "upstreamQueueSupported", "upstreamCancelSupported",
    ],
    "properties": {
        "enabled": {"type": "boolean"},
        "position": _NULL_OR_COUNT,
        "size": _NULL_OR_COUNT,
        "concurrency": {"type": "integer", "minimum": 1},
        "upstreamQueueSupported": {"type": "boolean"},
        "upstreamCancelSupported": {"type": "boolean"},
    },
    "additionalProperties": False,
}  # fmt: skip
_STORAGE = {
    "type": "object",
    "required": ["provider", "inputBucket", "outputBucket", "custom"],
    "properties": {
        "provider": {"enum": ["supabase", "aliyun-oss", "tencent-cos"]},
        "inputBucket": {"type": "string"},
        "outputBucket": {"type": "string"},
        "custom": {"type": "boolean"},
    },
}
_ASSET = {
    "type": "object",
    "required": ["type", "url", "mimeType"],
    "properties": {
        "type": {"const": "image"},
        "url": {"type": "string", "minLength": 1},
        "mimeType": {"enum": ["image/png", "image/jpeg", "image/webp"]},
    },
}
_RAW = {
    "type": "object",
    "properties": {
        "model": {"type": "string"},
        "outputs": {"type": "array", "items": {"type": "string"}},
        "status": {"enum": ["created", "processing", "completed", "failed"]},
        "urls": {"type": "object"},
        "created_at": {"type": "string", "format": "date-time"},
        "has_nsfw_contents": {"type": "array", "items": {"type": "boolean"}},
        "id": {"type": "string"},
    },
}
_ERROR = {
    "type": "object",
    "required": ["code", "message", "retryable"],
    "properties": {
        "code": {"enum": sorted(ERRORS)},
        "message": {"type": "string", "minLength": 1},
        "retryable": {"type": "boolean"},
    },
}
_SUBMIT = {
    "type": "object",
    "required": ["id", "status", "model"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "status": {"enum": ["queued", "processing", "succeeded", "failed", "cancelled"]},
        "model": {"type": "string"},
    },
    "additionalProperties": False,
}
_TASK = {
    "type": "object",
    "required": ["id", "status", "queue", "asset_storage", "capability"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "status": {"enum": ["queued", "processing", "succeeded", "failed", "cancelled"]},
        "model": {"type": "string"},
        "queue": _QUEUE,
        "asset_storage": _STORAGE,
        "capability": {"enum": ["image_generation", "video_generation"]},
        "created_at": {"type": "string", "format": "date-time"},
        "output_payload": {
            "type": "object",
            "required": ["format", "assets"],
            "properties": {
                "format": {"const": "openoctopus.image.output.v1"},
                "assets": {"type": "array", "items": _ASSET, "minItems": 1, "maxItems": 1},
                "raw": _RAW,
            },
        },
        "error": _ERROR,
        "error_code": {"type": "string"},
        "error_message": {"type": "string"},
    },
    "allOf": [
        {
            "if": {"properties": {"status": {"const": "succeeded"}}},
            "then": {"required": ["output_payload"]},
            "else": {"not": {"required": ["output_payload"]}},
        },
        {
            "if": {"properties": {"status": {"const": "failed"}}},
            "then": {"required": ["error", "error_code", "error_message"]},
        },
    ],
}
_REFUSED = {"type": "object", "required": ["error"], "properties": {"error": _ERROR}}
_IMAGES = {
    "type": "object",
    "required": ["created", "data"],
    "properties": {
        "created": {"type": "integer"},
        "data": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "url": {"type": "string", "format": "uri"},
                    "b64_json": {"type": "string", "pattern": "^[A-Za-z0-9+/]+={0,2}$"},
                    "revised_prompt": {"type": "string"},
                },
                "oneOf": [{"required": ["url"]}, {"required": ["b64_json"]}],
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def _validator(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema, validate_formats=True)


SUBMIT = _validator(_SUBMIT)
TASK = _validator(_TASK)
REFUSED = _validator(_REFUSED)
IMAGES = _validator(_IMAGES)
