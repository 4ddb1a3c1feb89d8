"""What Windows shows under Properties, and what keeps scanners from mistrusting the file."""

from typing import Any


def version_info(version: str) -> Any:
    """A `VSVersionInfo` for PyInstaller's EXE; only meaningful on Windows."""
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    numbers = ([int(part) for part in version.split(".") if part.isdigit()] + [0] * 4)[:4]
    quad = (numbers[0], numbers[1], numbers[2], numbers[3])
    strings = {
        "CompanyName": "SOP Kiosk",
        "FileDescription": "SOP Kiosk station",
        "FileVersion": version,
        "InternalName": "sop-kiosk",
        "LegalCopyright": "Apache-2.0; third-party notices in THIRD_PARTY_NOTICES.md",
        "OriginalFilename": "sop-kiosk.exe",
        "ProductName": "SOP Kiosk",
        "ProductVersion": version,
    }
    table = StringTable("040904B0", [StringStruct(*item) for item in strings.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=quad, prodvers=quad),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [1033, 1200])])],
    )
