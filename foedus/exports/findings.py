"""Findings for people and programs: a line of JSON each, or a paragraph with its words and what would
change it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from rich.padding import Padding
from rich.text import Text

from foedus.analysis.finding import Finding
from foedus.exports.jsonl import line
from foedus.exports.table import terminal
from foedus.phrasing import phrases
from foedus.shown import one_line


def write(found: Iterable[Finding], out: BinaryIO, *, form: str) -> None:
    """Write findings as `jsonl` or as a `table`; of none, the table says so."""
    if form == "jsonl":
        for finding in found:
            out.write(line(finding.as_dict()))
        return
    with terminal(out, width=100) as console:
        is_empty = True
        for finding in found:
            is_empty = False
            console.print(Padding(drawn(finding), (0, 0, 1, 0)))
        if is_empty:
            console.print(Text(phrases()["memo"]["no_findings"]))


def drawn(finding: Finding) -> Text:
    """One finding: what, in plain words; on which words; by which clauses; and what would change it."""
    text = Text.assemble((finding.kind, "bold magenta"))
    if finding.verdict:
        text.append(f" · {finding.verdict}", "bold")
    text.append(f"\n{finding.says}.")
    for words in finding.words:
        text.append(f"\n  “{one_line(words.text)}” ", "italic")
        text.append(f"{one_line(words.dispatch)} [{words.span.start}, {words.span.end})", "dim")
    for cited in finding.clauses:
        article = f", Art. {cited.article}" if cited.article else ""
        kind = cited.obligation if cited.present else f"no {cited.obligation} clause"
        text.append(f"\n  {cited.name}{article}: {kind} ({cited.source})", "dim")
    if finding.would_change:
        text.append("\n  " + phrases()["memo"]["would_change"].format(what=finding.would_change), "dim")
    return text
