"""How the fonts in this folder were made: subsets of Inter and Noto Sans CJK, both OFL 1.1.

Needs Debian's fonts-inter and fonts-noto-cjk, and fonttools. Run it from this folder:
    python build_fonts.py
Both weights hold all of GBK: people's names have rare characters (喆, 堃, 镕) and stand in bold. A
larger file costs nothing at start, it is mapped and not read. Hinting goes (it is not used at these
sizes), subroutines stay (Qt needs them).
"""

from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
INTER = Path("/usr/share/fonts/opentype/inter")
NOTO = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED_CHINESE = 2  # the face of that number in the collection

SYMBOLS = "℃℉ΩμφΦΔΣαβγθπ°±×÷≤≥≠≈∞√²³₀₁₂₃½¼→←↑↓↔⇒①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣ•·…—–‘’“”€£¥§©®™✓✔✕✗■□▲△▼▽●○◆◇★☆‰′″Ø"


def characters(encoding: str) -> set[int]:
    """Every character of a double-byte encoding."""
    found = set(range(0x20, 0x7F)) | {ord(character) for character in SYMBOLS}
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                found |= {ord(c) for c in bytes((high, low)).decode(encoding)}
            except UnicodeDecodeError:
                continue
    return found


def latin() -> set[int]:
    return set(range(0x20, 0x250)) | {ord(c) for c in SYMBOLS} | set(range(0x370, 0x400))


def build(source: Path, target: str, wanted: set[int], face: int = -1) -> None:
    options = subset.Options()
    options.font_number = face
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = ["kern", "tnum"]  # locl would bring the other regions along
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    subset.save_font(font, str(HERE / target), options)


if __name__ == "__main__":
    build(INTER / "Inter-Regular.otf", "Inter-Regular.otf", latin())
    build(INTER / "Inter-Bold.otf", "Inter-Bold.otf", latin())
    build(
        NOTO / "NotoSansCJK-Regular.ttc",
        "NotoSansSC-Regular.otf",
        characters("gbk"),
        SIMPLIFIED_CHINESE,
    )
    build(
        NOTO / "NotoSansCJK-Bold.ttc",
        "NotoSansSC-Bold.otf",
        characters("gbk"),
        SIMPLIFIED_CHINESE,
    )
