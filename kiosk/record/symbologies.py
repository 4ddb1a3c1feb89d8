"""What the kinds of barcodes are called, in every language."""

_NAMES = {
    "ean13": "EAN-13",
    "ean8": "EAN-8",
    "upca": "UPC-A",
    "upce": "UPC-E",
    "code128": "Code 128",
    "code39": "Code 39",
    "code93": "Code 93",
    "codabar": "Codabar",
    "itf": "ITF",
    "databar": "GS1 DataBar",
    "databarlimited": "GS1 DataBar Limited",
    "databarexpanded": "GS1 DataBar Expanded",
    "qrcode": "QR",
    "microqrcode": "Micro QR",
    "rmqrcode": "rMQR",
    "datamatrix": "Data Matrix",
    "aztec": "Aztec",
    "pdf417": "PDF417",
    "micropdf417": "MicroPDF417",
    "maxicode": "MaxiCode",
}


def name_of(symbology: str) -> str:
    """As its standard writes it; one that is not known here as it was recorded."""
    return _NAMES.get(symbology, symbology)
