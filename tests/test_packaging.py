"""What a wheel and a built folder must take along, and what not."""

import importlib.util
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("contents", ROOT / "packaging" / "contents.py")
assert _spec is not None
assert _spec.loader is not None
contents = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(contents)


def test_every_folder_of_resources_goes_into_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = set(settings["tool"]["setuptools"]["data-files"])
    held = {
        f"share/sop-kiosk/{file.parent.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "resources").rglob("*")
        if file.is_file() and not {"draw", "__pycache__"} & set(file.parts)
    }
    assert held == packed


def test_the_built_folder_keeps_our_words_and_leaves_gpl_parts_of_qt_at_home() -> None:
    entries = [
        ("resources/translations/kiosk_zh_CN.qm", "", "DATA"),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", "", "DATA"),
        ("PySide6/Qt/lib/libQt6Quick.so.6", "", "BINARY"),
        ("PySide6/Qt6QmlModels.dll", "", "BINARY"),
        ("PySide6/Qt/lib/libQt6Quick3D.so.6", "", "BINARY"),
        ("PySide6/Qt/qml/QtQuick/qmldir", "", "DATA"),
        ("PySide6/Qt/translations/qtbase_fr.qm", "", "DATA"),
        ("PySide6/Qt/lib/libQt6VirtualKeyboard.so.6", "", "BINARY"),
        ("PySide6/Qt/lib/libQt6Charts.so.6", "", "BINARY"),
    ]
    assert contents.wanted(entries) == entries[:4]
