"""Names where there is room for few letters."""

import pytest

from kiosk.ui.run.naming import short_name


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("李娜 Li Na", "李娜", "L.N."),
        ("马丁·贝克 Martin Beck", "马丁·贝克", "M.B."),
        ("王芳", "王芳", "王芳"),
        ("Sun Li", "S.L.", "S.L."),
        ("Li", "Li", "Li"),
        ("", "", ""),
    ],
)
def test_a_printed_name_in_short(name: str, zh: str, en: str) -> None:
    assert (short_name(name, "zh"), short_name(name, "en")) == (zh, en)
