"""An SVG that only draws: no scripts, nothing fetched, nothing that multiplies itself."""

import re
from base64 import b64decode
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sop.language import limits
from sop.language.problems import Problem, refused
from sop.language.raster import check_raster

_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"})
_INLINE_PICTURE = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)
_FETCHES = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\"#])", re.IGNORECASE)
DEEPEST = 64


def check_drawing(name: str, content: bytes) -> Iterator[Problem]:
    """What makes a drawing unfit for the screen."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        yield refused(name, "drawing_dtd")
    except ParseError as error:
        line, column = error.position
        yield refused(name, "drawing_not_xml", line, column + 1, reason=error.msg)
    except (ValueError, LookupError, RecursionError) as error:
        yield refused(name, "drawing_not_xml", reason=str(error)[:120])
    else:
        yield from _check_tree(name, root)


def _check_tree(name: str, root: Element) -> Iterator[Problem]:
    if root.tag != _SVG + "svg":
        yield refused(name, "media_not_as_named", expected="SVG")
        return
    if _depth(root) > DEEPEST:
        yield refused(name, "drawing_too_deep", limit=DEEPEST)
        return
    for element in root.iter():
        yield from _check_element(name, element)
    if _drawn(root) > limits.DRAWING_ELEMENTS:
        yield refused(name, "drawing_too_many", limit=limits.DRAWING_ELEMENTS)


def _check_element(name: str, element: Element) -> Iterator[Problem]:
    tag = _local(element.tag)
    if tag in _ACTIVE:
        yield refused(name, "drawing_active", what=f"<{tag}>")
    if tag == "style" and _FETCHES.search(element.text or ""):
        yield refused(name, "drawing_fetches", what="<style>")
    for attribute, value in element.attrib.items():
        key = _local(attribute)
        if key.startswith("on"):
            yield refused(name, "drawing_active", what=f"{key}=…")
        elif key in {"href", "src"}:
            yield from _check_link(name, value.strip())
        elif _FETCHES.search(value):
            yield refused(name, "drawing_fetches", what=f"{key}={value[:60]}")


def _check_link(name: str, link: str) -> Iterator[Problem]:
    """Only to the drawing's own parts, or to a picture that is carried inside it."""
    inline = _INLINE_PICTURE.match(link)
    if inline:
        yield from check_raster(name, _decoded(link[inline.end() :]), inline[1].upper())
    elif not link.startswith("#"):
        yield refused(name, "drawing_fetches", what=link[:60])


def _decoded(base64: str) -> bytes:
    try:
        return b64decode(base64)
    except ValueError:
        return b""


def _depth(root: Element) -> int:
    depth, level = 0, [root]
    while level and depth <= DEEPEST:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _drawn(root: Element) -> float:
    """How many elements are drawn once every <use> is; infinite when one uses itself."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Element, float] = {}

    def count(element: Element, above: frozenset[Element]) -> float:
        if element in above or len(above) > 4 * DEEPEST:
            return float("inf")
        if element not in known:
            inner = [*element, *_used(element, by_id)]
            below = above | {element}
            known[element] = 1 + sum(count(child, below) for child in inner)
        return known[element]

    return count(root, frozenset())


def _used(element: Element, by_id: dict[str | None, Element]) -> list[Element]:
    if _local(element.tag) != "use":
        return []
    links = (value for key, value in element.attrib.items() if _local(key) == "href")
    found = (by_id.get(link.strip().removeprefix("#")) for link in links)
    return [target for target in found if target is not None]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()
