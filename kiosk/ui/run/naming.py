"""People's names where there is room for few letters."""

from __future__ import annotations


def short_name(name: str, language: str) -> str:
    """Of a printed name such as `李娜 Li Na`: 李娜 in Chinese, L.N. in English; what there is where
    it is written in one script only, or is one word."""
    chinese = [it for it in name.split() if any("\u4e00" <= c <= "\u9fff" for c in it)]
    latin = [it for it in name.split() if it not in chinese]
    initials = "".join(f"{it[0].upper()}." for it in latin) if len(latin) > 1 else "".join(latin)
    first, other = "".join(chinese), initials
    return (first or other) if language.startswith("zh") else (other or first)
