"""What goes into the built folder, and above all what does not."""

import ctypes.util
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Development tools, and front ends of libraries that a station never opens.
EXCLUDED_MODULES = [
    "apsw", "hypothesis", "IPython", "matplotlib", "mypy", "PIL.ImageQt", "psutil", "pytest",
    "PyInstaller", "ruff", "setuptools", "sphinx", "tkinter", "PyQt5", "PyQt6", "PySide2",
    "PySide6.QtNetworkAuth", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets",
    "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtDesigner", "PySide6.QtDBus",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtVirtualKeyboard",
    "PySide6.QtCharts", "PySide6.QtGraphs", "PySide6.QtDataVisualization", "PySide6.QtQuick3D",
    "PySide6.Qt3DCore", "PySide6.QtHttpServer",
    # The signing library could also use keys in clouds and hardware; the hub is another program.
    "boto3", "botocore", "google", "azure", "PyKCS11", "pydantic", "django", "hub",
]  # fmt: skip

# GPL only: VirtualKeyboard, Charts, Graphs, DataVisualization, Quick3D. Not needed: the rest.
# Libraries of Quick and Qml stay: the plugin that plays clips cannot be loaded without them.
# PyInstaller brings the VirtualKeyboard plugin along by default, and with it half of QML.
UNWANTED = re.compile(
    r"""Qt6?(VirtualKeyboard|Charts|Graphs|DataVisualization
        |Quick(?!\.(so|dll))|Qml(?!(Meta|Models|WorkerScript)?\.(so|dll))|WebEngine|WebView|3D|Sql|Test
        |Designer|Labs|RemoteObjects|Sensors|SerialBus|Scxml|TextToSpeech|Positioning|Location)
      | qtvirtualkeyboard
      | plugins/(platforms/\w*q?(vnc|linuxfb|eglfs|minimalegl|vkkhrdisplay|direct2d)
        |egldeviceintegrations|networkinformation|tls|qmltooling|sqldrivers|designer
        |vectorimageformats|renderers|sceneparsers|geometryloaders|wayland-graphics-integration-server
        |generic|assetimporters|printsupport|position|sensors|texttospeech|webview|canbus)
      | Qt/translations/(?!qtbase_(zh_CN|en)\.qm)
      | platformthemes/libqgtk3
      # GTK of the building machine quarrels with the station's own.
      | ^lib(gtk-3|gdk-3|gdk_pixbuf|epoxy|cairo|pango|atk|atspi|harfbuzz|fribidi|thai|datrie)
    """,
    re.VERBOSE,
)

# Sources of drawings and fonts, and what only developers read.
NOT_SHIPPED = re.compile(r"(^|/)(draw|__pycache__)(/|$)|\.(py|pyc|ts)$")


def wanted(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """PyInstaller's (target, source, kind) without what must not or need not be there."""
    return [entry for entry in entries if not UNWANTED.search(entry[0].replace("\\", "/"))]


def resource_files() -> list[tuple[str, str]]:
    """Every resource a station opens, as (source, target folder)."""
    return [
        (str(file), str(file.parent.relative_to(ROOT)))
        for file in sorted((ROOT / "resources").rglob("*"))
        if file.is_file() and not NOT_SHIPPED.search(file.relative_to(ROOT).as_posix())
    ]


def package_files() -> list[tuple[str, str]]:
    """Data that lies within our own packages, and the licences."""
    inside = [*(ROOT / "kiosk" / "record" / "layout").iterdir(), ROOT / "sop" / "schema.json"]
    licences = [ROOT / "LICENSE", ROOT / "THIRD_PARTY_NOTICES.md"]
    return [(str(file), str(file.parent.relative_to(ROOT))) for file in inside + licences]


def zbar() -> list[tuple[str, str]]:
    """The system's zbar, where its Python package does not bring one (everywhere but Windows)."""
    if sys.platform == "win32":
        return []
    name = ctypes.util.find_library("zbar")
    if name is None:
        raise SystemExit("libzbar is missing here: apt install libzbar0, then build again")
    return [(str(_located(name)), ".")]


def _located(name: str) -> Path:
    """`find_library` gives a bare name on Linux; the loader of this process knows where it is."""
    if Path(name).is_absolute():
        return Path(name)
    ctypes.CDLL(name)
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        path = Path(line.split()[-1])
        if path.name.startswith(name):
            return path.resolve()
    raise SystemExit(f"{name} was loaded but cannot be located")
