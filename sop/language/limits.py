"""How large a package may be. Generous for an honest one; each is enforced before unpacking."""

MEBIBYTE = 1024 * 1024

SHEET_BYTES = 2 * MEBIBYTE  # sop.yaml
SHEET_DEPTH = 24  # nesting of the YAML; the language itself needs 12
SHEET_NODES = 60_000  # 300 steps with all that hangs on them have 15,000

PACKAGE_BYTES = 1024 * MEBIBYTE  # unpacked, all files together
FILES = 1000
FOLDER_DEPTH = 8
NAME_CHARACTERS = 200  # path in the package
PART_BYTES = 200  # one folder or file name; file systems allow 255 bytes

ZIP_RATIO = 100  # unpacked to packed; text reaches 20, pictures 1
ZIP_RATIO_FROM = 256 * 1024  # below that many bytes a ratio says nothing
ZIP_DIRECTORY_BYTES = MEBIBYTE  # the zip's table of contents

PICTURE_BYTES = 20 * MEBIBYTE
DRAWING_BYTES = 2 * MEBIBYTE  # SVG
CLIP_BYTES = 300 * MEBIBYTE
DOCUMENT_BYTES = 100 * MEBIBYTE  # PDF
PICTURE_PIXELS = 40_000_000
DRAWING_ELEMENTS = 50_000  # after every <use> is drawn
