"""A release is the same bytes on every machine, or it is no release."""

import pytest

from sop.language import load_procedure
from sop.release import MediaEntry, Release, ReleaseError, decode_release
from tests.sop.language.packages import MINIMAL, SAMPLE, changed, minimal, with_sheet


def test_a_release_survives_the_journey() -> None:
    loaded = load_procedure(SAMPLE)

    assert decode_release(loaded.canonical) == loaded.release
    assert decode_release(loaded.canonical).digest == loaded.digest
    assert len(loaded.digest) == 64


def test_writing_the_same_thing_otherwise_is_the_same_release(tmp_path) -> None:
    other = changed("upper: 26", "upper: 26.0").replace("samples: 3", "samples: 3  # thrice")
    other = other.replace("control: critical\n        clip", "control: 'critical'\n        clip")

    assert load_procedure(with_sheet(tmp_path, other)).digest == load_procedure(SAMPLE).digest


def test_another_picture_is_another_release(tmp_path) -> None:
    package = with_sheet(tmp_path, changed("x: 0.5", "x: 0.5"))
    drawing = package / "media" / "flange.svg"
    drawing.write_bytes(drawing.read_bytes().replace(b"#eee", b"#ddd"))

    assert load_procedure(package).digest != load_procedure(SAMPLE).digest


def test_the_media_table_holds_what_is_shown_and_nothing_else(tmp_path) -> None:
    package = minimal(tmp_path)
    (package / "notes.txt").write_text("mine", encoding="utf-8")
    loaded = load_procedure(package)

    assert loaded.release.media == {}
    assert [problem.code for problem in loaded.warnings] == ["file_unused"]


def test_the_canonical_form_is_pinned() -> None:
    """If this fails, every digest in the field changes: do not adjust it lightly."""
    package = load_procedure(SAMPLE).procedure
    least = Release(package, {"media/a.png": MediaEntry("0" * 64, 1, "image/png")}).canonical

    assert least.startswith(b'{"procedure":{"format":1,"code":"SOP-TEST-001","revision":"2",')
    assert least.endswith(
        b'"media":{"media/a.png":{"sha256":"' + b"0" * 64 + b'","size":1,"type":"image/png"}}}'
    )


@pytest.mark.parametrize(
    "canonical",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 5000,
        b'{"procedure":{"format":2}}',
        b'{"procedure":null,"media":{}}',
    ],
)
def test_bytes_that_are_no_release_are_refused(canonical: bytes) -> None:
    with pytest.raises(ReleaseError):
        decode_release(canonical)


def test_a_release_in_another_form_is_refused() -> None:
    canonical = load_procedure(SAMPLE).canonical
    for spoilt in (canonical + b"\n", canonical.replace(b'"format":1', b'"format": 1', 1),
                   canonical.replace(b'"title"', b'"tytle"', 1)):  # fmt: skip
        with pytest.raises(ReleaseError):
            decode_release(spoilt)


def test_the_least_procedure_has_a_release(tmp_path) -> None:
    assert load_procedure(minimal(tmp_path)).procedure.code == "MIN-1"
    assert MINIMAL
