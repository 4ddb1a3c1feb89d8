"""Labels as they come off a printer: for demos, tests and the station's test page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kiosk.scanner.symbologies import MATRIX, Symbology

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.scanner.pictures import Picture, Plane

_WRITER_NAMES = {
    Symbology.EAN13: "EAN13",
    Symbology.EAN8: "EAN8",
    Symbology.UPCA: "UPCA",
    Symbology.UPCE: "UPCE",
    Symbology.CODE128: "Code128",
    Symbology.CODE39: "Code39",
    Symbology.CODE93: "Code93",
    Symbology.CODABAR: "Codabar",
    Symbology.ITF: "ITF",
    Symbology.DATABAR: "DataBarOmni",
    Symbology.DATABAR_LIMITED: "DataBarLtd",
    Symbology.DATABAR_EXPANDED: "DataBarExp",
    Symbology.MICROQRCODE: "MicroQRCode",
    Symbology.RMQRCODE: "RMQRCode",
    Symbology.DATAMATRIX: "DataMatrix",
    Symbology.AZTEC: "Aztec",
    Symbology.PDF417: "PDF417",
    Symbology.MICROPDF417: "MicroPDF417",
    Symbology.MAXICODE: "MaxiCode",
}
_WIDTH = 560
_MARGIN = 28
_CAPTION_HEIGHT = 64


class CannotRender(ValueError):
    """The text does not fit the symbology, such as letters in an EAN."""


def render_symbol(text: str, symbology: Symbology, *, gs1: bool = False, scale: int = 4) -> Plane:
    """The bare symbol in black on white with its quiet zone; ``scale`` pixels a module.

    ``gs1`` takes the element string in bracket notation, as (01)…(10)…. Raises
    `CannotRender`.
    """
    if symbology is Symbology.QRCODE and not gs1:
        return _qr(text, scale)
    import numpy as np
    import zxingcpp

    kind = getattr(zxingcpp.BarcodeFormat, _WRITER_NAMES[symbology])
    try:
        code: Any = zxingcpp.create_barcode(text, kind, **({"gs1": True} if gs1 else {}))
        image = code.to_image(scale=scale, add_quiet_zones=True)
    except (ValueError, RuntimeError, TypeError) as error:
        raise CannotRender(str(error)) from error
    return np.array(image, dtype=np.uint8)


def _qr(text: str, scale: int) -> Plane:
    import numpy as np
    import segno

    try:
        code = segno.make_qr(text, error="m")
    except (segno.DataOverflowError, ValueError) as error:
        raise CannotRender(str(error)) from error
    rows = list(code.matrix_iter(scale=scale, border=4))
    return np.where(np.array(rows, dtype=np.uint8) > 0, np.uint8(0), np.uint8(255))


def render_label(
    text: str,
    symbology: Symbology,
    caption: str = "",
    *,
    gs1: bool = False,
    font: Path | None = None,
) -> Picture:
    """A white label with the symbol, and the caption printed beneath, as BGR.

    ``font`` is a font file; without one only Latin captions can be printed.
    """
    import numpy as np
    from PIL import Image

    symbol = Image.fromarray(render_symbol(text, symbology, gs1=gs1, scale=_scale(symbology)))
    width = max(_WIDTH, symbol.width + 2 * _MARGIN)
    height = symbol.height + 2 * _MARGIN + (_CAPTION_HEIGHT if caption else 0)
    paper = Image.new("L", (width, height), 255)
    paper.paste(symbol, ((width - symbol.width) // 2, _MARGIN))
    if caption:
        _print_caption(paper, caption, symbol.height + _MARGIN, font)
    level = np.asarray(paper, dtype=np.uint8)
    return np.repeat(level[:, :, None], 3, axis=2)


def _scale(symbology: Symbology) -> int:
    return 10 if symbology in MATRIX - {Symbology.PDF417} else 4


def _print_caption(paper: Any, caption: str, top: int, file: Path | None) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(paper)
    font = _font_for(caption, paper.width - 2 * _MARGIN, file)
    draw.text((paper.width / 2, top + _CAPTION_HEIGHT / 2), caption, 20, font, anchor="mm")


def _font_for(caption: str, room: int, file: Path | None) -> Any:
    from PIL import ImageFont

    for size in (34, 28, 23, 18, 14):
        font = ImageFont.truetype(file, size) if file else ImageFont.load_default(size)
        if font.getlength(caption) <= room:
            break
    return font


def png(picture: Picture) -> bytes:
    """The picture as PNG bytes."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(picture[:, :, ::-1]).save(buffer, "PNG")
    return buffer.getvalue()
