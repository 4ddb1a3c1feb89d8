"""The barcode symbologies a scan may ask for, by the names authors write."""

LINEAR = frozenset(
    {"ean13", "ean8", "upca", "upce", "code128", "code39", "code93", "codabar", "itf", "databar",
     "databarlimited", "databarexpanded"}
)  # fmt: skip
MATRIX = frozenset(
    {"qrcode", "microqrcode", "rmqrcode", "datamatrix", "aztec", "pdf417", "micropdf417",
     "maxicode"}
)  # fmt: skip
SYMBOLOGIES = LINEAR | MATRIX

# No GS1 application standard puts element strings into these.
WITHOUT_GS1 = frozenset({"code39", "code93", "codabar", "microqrcode", "rmqrcode", "maxicode"})

# They hold a GTIN and nothing else: no lot, no serial number, no expiry date.
ONLY_GTIN = frozenset({"ean13", "ean8", "upca", "upce", "itf", "databar", "databarlimited"})
