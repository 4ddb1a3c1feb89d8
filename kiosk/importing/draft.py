"""The procedure while it is being read: blocks in their places, nothing judged yet."""

from dataclasses import dataclass, field

from kiosk.importing.blocks import Block
from kiosk.importing.parts import PartLine


@dataclass
class DraftStep:
    """`section` is the heading above with its line: two of the same words are two sections."""

    title: str
    line: int
    section: tuple[str, int]
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Draft:
    """`purpose` are blocks of text; pictures among them move to a step of their own."""

    title: str
    purpose: list[Block] = field(default_factory=list)
    hazards: list[str] = field(default_factory=list)
    protection: list[tuple[str, str]] = field(default_factory=list)
    parts: list[PartLine] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    steps: list[DraftStep] = field(default_factory=list)

    def add_tool(self, tool: str) -> bool:
        """Whether the tool was new; one that several steps name is entered once."""
        if tool.casefold() in {t.casefold() for t in self.tools}:
            return False
        self.tools.append(tool)
        return True
