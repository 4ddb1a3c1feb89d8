"""Reading what was sent, and answering in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, UnreadablePostError

from hub.problems import HubProblem

if TYPE_CHECKING:
    from django.http import HttpRequest

T = TypeVar("T")
MESSAGE_BYTES = 1 << 20
"""Nothing but journals and photographs is ever as large."""


def body_of(request: HttpRequest) -> bytes:
    """Raises `HubProblem` when it is too large, or broke off on its way."""
    try:
        return request.body
    except RequestDataTooBig as error:
        raise too_large() from error
    except UnreadablePostError as error:
        raise HubProblem(400, "cut_off", "请求未完整到达", "The request broke off") from error


def message(request: HttpRequest, type_: type[T]) -> T:
    """The message of that type that was sent. Raises `HubProblem`."""
    body = body_of(request)
    if len(body) > MESSAGE_BYTES:
        raise too_large()
    if rb"\u0000" in body:
        raise _invalid("U+0000")  # PostgreSQL keeps no text with it
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _invalid(str(error)) from error


def say(answer: msgspec.Struct, status: int = 200) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(answer), "application/json", status)


def takes(type_: type[msgspec.Struct]) -> dict[str, Any]:
    """For `openapi_extra=`: what an operation that reads its own body asks for."""
    (schema,), parts = msgspec.json.schema_components([type_])
    whole = parts.get(type_.__name__, schema)
    inline = _inlined(whole, parts)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": inline}}}}


def _inlined(schema: Any, parts: dict[str, Any]) -> Any:
    """References resolved in place: these messages are small and none contains itself."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(parts[schema["$ref"].rsplit("/", 1)[1]], parts)
        return {key: _inlined(value, parts) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_inlined(value, parts) for value in schema]
    return schema


def too_large() -> HubProblem:
    return HubProblem(413, "too_large", "一次发送的内容过大", "That is too much at once")


def _invalid(detail: str) -> HubProblem:
    return HubProblem(422, "invalid", "请求内容有误", "The request is invalid", detail)
