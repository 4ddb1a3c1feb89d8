"""Nothing is dropped silently: every word and picture is in the procedure or in the report."""

import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kiosk.importing import ImportReport, import_document
from sop.language import check
from tests.importing.conftest import picture

_WORD = re.compile(r"\b[bdfgkz][aeou][bdfgkz]{2}[aeou]\b")
_word = st.from_regex(r"[bdfgkz][aeou][bdfgkz]{2}[aeou]", fullmatch=True)
_words = st.lists(_word, min_size=1, max_size=6).map(" ".join)
_mark = st.sampled_from(
    [
        "",
        "3x ",
        "Warning: ",
        "**Step 2:** ",
        "注意:",
        "NB ",
        "> ",
        "> [!CAUTION] ",
        "Step 4. ",
        "2 m ",
    ]
)
_picture = st.builds(
    "![{}]({})".format,
    _words,
    st.sampled_from(["a.png", "b.png", "no.png", "../x.png", "//h/y.png"]),
)
_html = st.builds('<p><b>{}</b> {} <img src="a.png" alt="{}"></p>'.format, _words, _words, _words)
_line = st.builds("{}{} **{}** [{}]({}.md) {}".format, _mark, _words, _words, _words, _word, _words)
_list = st.builds(
    lambda items, mark: "\n".join(f"{mark} {item}" for item in items),
    st.lists(st.one_of(_line, _picture, _words), min_size=1, max_size=4),
    st.sampled_from(["-", "1.", "   - ", "* "]),
)
_table = st.builds(
    "| {} | Qty |\n|---|---|\n| {} | {} |".format, _words, _words, st.one_of(_words, st.just("3"))
)
_step_table = st.builds(
    "| No. | Description | Remark |\n|--|--|--|\n| 1 | {} | {} |\n| {} | {} | ![](a.png) |".format,
    _words,
    _words,
    _words,
    _words,
)
_code = st.builds("```\n{}\n```".format, _words)
_footnote = st.builds(
    "{} [^{}] {} [{}][{}]\n\n[^{}]: {}\n\n[{}]: a.png '{}'".format,
    _words,
    st.sampled_from("123"),
    _words,
    _words,
    st.sampled_from("xy"),
    st.sampled_from("123"),
    _words,
    st.sampled_from("xy"),
    _words,
)
_heading = st.builds(
    "{} {}{}".format,
    st.sampled_from(["#", "##", "###"]),
    st.sampled_from(["", "Step 1: ", "2. ", "三、"]),
    _words,
)
_topic = st.sampled_from(
    [
        "## Parts",
        "## Tools",
        "## Safety",
        "## PPE",
        "## Purpose",
        "## Steps",
        "**Parts:**",
        "## 工具",
    ]
)
_document = st.lists(
    st.one_of(
        _heading,
        _topic,
        _line,
        _list,
        _picture,
        _html,
        _table,
        _step_table,
        _code,
        _footnote,
        _words,
    ),
    min_size=1,
    max_size=14,
).map("\n\n".join)


def everything_of(folder: Path, report: ImportReport) -> str:
    """All words of the procedure and of its report."""
    written = (folder / "sop.yaml").read_text(encoding="utf-8")
    listed = [f"{entry.what} " for entry in (*report.unplaced, *report.notes)]
    return re.sub(r"\s+", " ", written) + " ".join(listed)


# Shrinking a document of this size takes longer than a test may; the example itself tells enough.
@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(text=_document)
def test_every_word_and_picture_is_in_a_sound_procedure_or_listed(text: str) -> None:
    text = f"# zuffo\n\n{text}\n\nbakko duddu\n\n## Step 9\n\nfizzo\n"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        picture(folder / "doc" / "a.png")
        picture(folder / "doc" / "b.png")
        document = folder / "doc" / "text.md"
        document.write_text(text, encoding="utf-8")
        report = import_document(document, folder / "out")
        kept = everything_of(folder / "out", report)
        assert [p for p in check(folder / "out") if p.severity == "error"] == []
    assert Counter(_WORD.findall(text)) - Counter(_WORD.findall(kept)) == Counter()
    for name in re.findall(r"\]\(([^)]*png)\)", text):
        assert Path(name).name in kept
