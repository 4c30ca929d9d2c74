"""One article with everything that was found in it, to be looked at."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

#: Colours of the marks, readable with dark text on them.
_COLOURS = {"FIRM": "#ffd8a8", "FIGURE": "#a5d8ff", "SKILL": "#b2f2bb"}


@dataclass(frozen=True)
class Article:
    """One article. ``start_char`` and ``end_char`` of all rows index ``text``: ``text[start_char:end_char]``."""

    id: str
    text: str
    #: In reading order: ``kind`` (title, paragraph, pull-quote, ...), ``text``, and ``spans`` in the source.
    blocks: list[dict[str, Any]]
    #: Start, end and cleaned text of each sentence.
    sentences: list[tuple[int, int, str]]
    #: The row of the article itself: title, authors, date, counts, status.
    article: dict[str, Any]
    firms: list[dict[str, Any]]
    organisations: list[dict[str, Any]]
    mentions: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    skills: list[dict[str, Any]]
    relations: list[dict[str, Any]]
    #: Name and detail of what could not be read in it.
    problems: list[tuple[str, str]]

    def marks(self) -> list[tuple[int, int, str]]:
        """Start, end and label (FIRM, FIGURE, SKILL) of all that was found, in order and without overlaps."""
        found = [
            (row["start_char"], row["end_char"], label)
            for rows, label in ((self.mentions, "FIRM"), (self.figures, "FIGURE"), (self.skills, "SKILL"))
            for row in rows
        ]
        marks: list[tuple[int, int, str]] = []
        for mark in sorted(found, key=lambda mark: (mark[0], -mark[1])):
            if not marks or mark[0] >= marks[-1][1]:
                marks.append(mark)
        return marks

    def displacy(self) -> dict[str, Any]:
        """The article as ``spacy.displacy.render(..., style="ent", manual=True)`` takes it."""
        ents = [{"start": start, "end": end, "label": label} for start, end, label in self.marks()]
        return {"text": self.text, "ents": ents, "title": self.article["title"]}

    def _repr_html_(self) -> str:
        parts, at = [], 0
        for start, end, label in self.marks():
            parts.append(html.escape(self.text[at:start]))
            parts.append(
                f'<mark style="background:{_COLOURS[label]};color:#111" title="{label.lower()}">'
                f"{html.escape(self.text[start:end])}</mark>"
            )
            at = end
        parts.append(html.escape(self.text[at:]))
        return f'<div style="white-space:pre-wrap;line-height:1.6">{"".join(parts)}</div>'
