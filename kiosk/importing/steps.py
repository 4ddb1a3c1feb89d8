"""A draft step becomes one or more steps of the language."""

import re
from dataclasses import dataclass, field, replace

from kiosk.importing.blocks import Block
from kiosk.importing.draft import Draft, DraftStep
from kiosk.importing.lists import take_named
from kiosk.importing.pictures import PictureShelf
from kiosk.importing.report import Listing
from kiosk.importing.words import Level, warning_label
from sop.procedure import Acknowledge, Clip, Picture, Step, Warn

MAX_TEXT = 4000
_MAX_PICTURES = 20
_MAX_WARNINGS = 10
_DONE = {"zh": "已按说明完成", "en": "Done as described"}


@dataclass
class Content:
    """What the blocks of one step hold, in the language's terms."""

    text: str = ""
    warnings: list[tuple[Level, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.text or self.warnings or self.pictures or self.clips)


def read_content(
    blocks: list[Block], draft: Draft, shelf: PictureShelf, language: str, listing: Listing
) -> Content:
    """Text, explicit warnings and pictures of the blocks; parts named in them go to the draft."""
    content = Content()
    paragraphs: list[str] = []
    waiting: Level | None = None
    for block in _outdented(blocks):
        take_named(block.parts, draft, listing)
        _place_images(block, content, shelf, language)
        text = render(block)
        label = _label(block)
        if label:
            listing.note(block.line, label[1].strip(), "as_warning")
        level, words = (label[0], block.text[len(label[1]) :].strip()) if label else (waiting, text)
        if label and not words:
            waiting = level
        elif level and text and len(words) <= MAX_TEXT and len(content.warnings) < _MAX_WARNINGS:
            content.warnings.append((level, words))
            waiting = None
        elif text:
            paragraphs.append(text)
    if waiting:
        content.warnings.append((waiting, _LEVEL_WORDS[waiting][language == "zh"]))
    content.text = _join(paragraphs)
    return content


def _label(block: Block) -> tuple[Level, str] | None:
    """How the block says that it warns: by its first words, or in bold as in "**Warning** Hot"."""
    if block.kind != "text":
        return None
    if label := warning_label(block.text, block.quoted):
        return label
    bold = warning_label(block.lead, quoted=False) if block.lead else None
    is_all = bold is not None and bold[1].strip() == block.lead.strip()
    return (bold[0], block.lead) if bold and is_all and block.text.startswith(block.lead) else None


def _outdented(blocks: list[Block]) -> list[Block]:
    """The outermost list of a step stands at the margin."""
    depths = [block.depth for block in blocks if block.marker]
    excess = max(0, min(depths) - 1) if depths else 0
    return [replace(block, depth=max(0, block.depth - excess)) for block in blocks]


_LEVEL_WORDS = {
    "danger": ("Danger", "危险"),
    "warning": ("Warning", "警告"),
    "caution": ("Caution", "注意"),
    "notice": ("Notice", "提示"),
}


def _place_images(block: Block, content: Content, shelf: PictureShelf, language: str) -> None:
    for image in block.images:
        caption = {language: image.caption[:MAX_TEXT]} if image.caption else {}
        match shelf.place(image):
            case Picture(file=file, page=page):
                content.pictures.append(Picture(file, caption=caption, page=page))
            case Clip(file=file):
                content.clips.append(Clip(file, caption=caption))
            case None:
                pass


def render(block: Block) -> str:
    """The block as plain text: list marks and rows kept readable."""
    if block.kind == "table":
        return "\n".join(" | ".join(row) for row in block.rows)
    if not block.text:
        return ""
    indent = "    " * max(0, block.depth - 1)
    box = bool(re.match(r"\[[ xX]\]\s", block.text)) and block.marker == "•"
    mark = f"{block.marker} " if block.marker and not box else ""
    # GitBuilding marks an information box with an "i".
    text = re.sub(r"^i\s+(?=[A-Z])", "", block.text) if block.quoted else block.text
    return indent + mark + (f"☐{text[3:]}" if box else text)


def _join(paragraphs: list[str]) -> str:
    """Lines of one list stay together, paragraphs are set apart."""
    text = ""
    for paragraph in paragraphs:
        in_list = paragraph.lstrip()[:1] in ("•", "☐") or paragraph.lstrip().split(".")[0].isdigit()
        text += ("\n" if in_list and text else "\n\n" if text else "") + paragraph
    return text


def make_steps(
    draft: DraftStep, content: Content, first: int, language: str, listing: Listing
) -> list[Step]:
    """The step, continued in further ones where it exceeds what one may hold."""
    texts = split_text(content.text)
    groups = [
        content.pictures[i : i + _MAX_PICTURES]
        for i in range(0, len(content.pictures), _MAX_PICTURES)
    ]
    count = max(1, len(texts), len(groups), len(content.clips))
    if count > 1:
        listing.note(draft.line, draft.title, "continued")
    if len(draft.title) > MAX_TEXT:
        listing.leave_out(draft.line, draft.title[MAX_TEXT:], "too_many")
    return [_step(draft, content, texts, groups, n, first, language) for n in range(count)]


def _step(
    draft: DraftStep,
    content: Content,
    texts: list[str],
    groups: list[list[Picture]],
    number: int,
    first: int,
    language: str,
) -> Step:
    title = draft.title if number == 0 else f"{draft.title} ({number + 1})"
    return Step(
        id=f"step_{first + number}",
        title={language: title[:MAX_TEXT]},
        # Nothing of an unknown document may be skipped silently: the author loosens it.
        control="critical",
        text={language: texts[number]} if number < len(texts) else {},
        pictures=groups[number] if number < len(groups) else [],
        clip=content.clips[number] if number < len(content.clips) else None,
        warnings=[Warn(level, {language: text}) for level, text in content.warnings]
        if number == 0
        else [],
        checks=[Acknowledge(id="done", title={language: _DONE[language]})],
    )


def split_text(text: str) -> list[str]:
    """Pieces of at most 4000 characters, cut at paragraphs, lines, words, in that order."""
    pieces: list[str] = []
    while len(text) > MAX_TEXT:
        at = next(
            (p for mark in ("\n\n", "\n", " ") if (p := text.rfind(mark, 1, MAX_TEXT)) > 0),
            MAX_TEXT,
        )
        pieces.append(text[:at].strip())
        text = text[at:].strip()
    return [piece for piece in (*pieces, text) if piece]
