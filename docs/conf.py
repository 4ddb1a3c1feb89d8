"""Guides and decisions as HTML: sphinx-build -W -b html docs docs/_build"""

from importlib import metadata

project = "SOP Kiosk"
author = "the SOP Kiosk authors"
copyright = "the SOP Kiosk authors, Apache-2.0"
try:
    release = metadata.version("sop-kiosk")
except metadata.PackageNotFoundError:
    release = "0"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
# Colours for CEL and shell snippets are a nicety; a lexer that stumbles is no broken guide.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = f"SOP Kiosk {release}"
html_static_path: list[str] = []
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b4f8a", "color-brand-content": "#0b4f8a"},
    "dark_css_variables": {"color-brand-primary": "#7db7e8", "color-brand-content": "#7db7e8"},
}
