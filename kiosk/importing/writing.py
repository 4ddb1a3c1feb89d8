"""`sop.yaml` as a person would write it: keys in order, long texts as blocks."""

from typing import Any

import msgspec
import yaml

from sop.procedure import Procedure


class _Dumper(yaml.SafeDumper):
    """Multi-line texts in literal style; lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)


def as_yaml(procedure: Procedure) -> str:
    """The procedure as YAML text that loads to an equal procedure."""
    plain: dict[str, Any] = msgspec.to_builtins(procedure)
    for long in ("changes", "quiz", "sections", "contingencies"):
        if long in plain:
            plain[long] = plain.pop(long)
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=98)
