"""From paths or texts to tables."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Union

from . import _tearsheet
from ._article import Article
from ._dataset import Dataset

Path = Union[str, "os.PathLike[str]"]


class Extractor:
    """The lexicons and rules, loaded once: make one and use it for many calls.

    ``firms``, ``skills`` and ``units`` name CSV files of your own, as the options of the command do. A file that
    cannot be used raises :class:`TearsheetError` with file, line and remedy.
    """

    def __init__(self, *, firms: Path | None = None, skills: Path | None = None, units: Path | None = None) -> None:
        self._inner = _tearsheet.Extractor(firms, skills, units)

    def batches(
        self,
        paths: Path | Iterable[Path] | None = None,
        *,
        texts: Iterable[str] | Mapping[str, str] | None = None,
        ids: Iterable[Any] | None = None,
        titles: Iterable[str | None] | None = None,
        dates: Iterable[Any] | None = None,
        jobs: int = 0,
        text_field: str | None = None,
        id_field: str | None = None,
    ) -> Iterator[Dataset]:
        """The dataset in pieces of some megabytes of text, in order: memory stays bounded however large the input.

        Arguments are those of :func:`extract`.
        """
        chunks = self._stream(paths, texts, ids, titles, dates, jobs, text_field, id_field)
        try:
            for chunk in chunks:
                yield Dataset(chunk)
        finally:
            chunks.close()

    def extract(
        self,
        paths: Path | Iterable[Path] | None = None,
        *,
        texts: Iterable[str] | Mapping[str, str] | None = None,
        ids: Iterable[Any] | None = None,
        titles: Iterable[str | None] | None = None,
        dates: Iterable[Any] | None = None,
        jobs: int = 0,
        text_field: str | None = None,
        id_field: str | None = None,
    ) -> Dataset:
        """The whole dataset; see :func:`extract`."""
        return Dataset._joined(list(self._stream(paths, texts, ids, titles, dates, jobs, text_field, id_field)))

    def read(self, text: str, *, id: str = "text", title: str | None = None, date: Any = None) -> Article:
        """One article to look at."""
        return Article(**self._inner.article(text, id, title, None if date is None else str(date)))

    def extract_batch(self, batch: object, *, text: str = "text", id: str = "id", jobs: int = 1) -> _tearsheet.Nested:
        """One row an article of an Arrow record batch: ``article`` with the columns of ``articles``, then a
        ``list<struct>`` for each other table. A row that cannot be read has the status ``unreadable`` and says why in its ``problems``.

        The result is read by ``pyarrow.record_batch(...)``.
        """
        return self._inner.nested(batch, text, id, jobs)

    def _stream(
        self,
        paths: Path | Iterable[Path] | None,
        texts: Iterable[str] | Mapping[str, str] | None,
        ids: Iterable[Any] | None,
        titles: Iterable[str | None] | None,
        dates: Iterable[Any] | None,
        jobs: int,
        text_field: str | None,
        id_field: str | None,
    ) -> _tearsheet.Stream:
        if (paths is None) == (texts is None):
            raise TypeError("give either paths or texts=")
        if paths is not None:
            named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
            for path in named:
                if not os.path.exists(path):
                    raise FileNotFoundError(f"{os.fspath(path)}: no such file or folder; for texts say texts=[...]")
            return self._inner.stream_paths([os.fspath(path) for path in named], jobs, text_field, id_field)
        if isinstance(texts, str):
            raise TypeError("texts= takes a list of texts; put the one text into a list")
        if isinstance(texts, Mapping):
            ids, texts = list(texts.keys()), list(texts.values())
        given = list(texts or ())
        names = [str(name) for name in ids] if ids is not None else [f"text-{row}" for row in range(1, len(given) + 1)]
        return self._inner.stream_texts(given, names, _optional(titles), _optional(dates), jobs)


def _optional(values: Iterable[Any] | None) -> list[str | None] | None:
    # A missing value of pandas is not equal to itself.
    return None if values is None else [None if value is None or value != value else str(value) for value in values]


@functools.lru_cache(maxsize=8)
def shared(firms: Path | None = None, skills: Path | None = None, units: Path | None = None) -> Extractor:
    """The extractor of this process for these files of the user's."""
    return Extractor(firms=firms, skills=skills, units=units)


def extract(
    paths: Path | Iterable[Path] | None = None,
    *,
    texts: Iterable[str] | Mapping[str, str] | None = None,
    ids: Iterable[Any] | None = None,
    titles: Iterable[str | None] | None = None,
    dates: Iterable[Any] | None = None,
    jobs: int = 0,
    text_field: str | None = None,
    id_field: str | None = None,
) -> Dataset:
    """Makes a dataset of articles.

    ``paths``: a file or folder, or several, in any form that the command reads; or ``texts``: a list (or column) of
    texts with their ``ids``, or a mapping of ids to texts, and their ``titles`` and ``dates`` (ISO 8601) if known.
    ``jobs``: threads, 0 for one a processor; the rows are the same at any number. ``text_field`` and ``id_field``
    name the fields of JSON lines and columns of CSV where they are not ``text`` and ``id``.

    The interpreter's lock is released while threads work.
    """
    return shared().extract(
        paths, texts=texts, ids=ids, titles=titles, dates=dates, jobs=jobs, text_field=text_field, id_field=id_field
    )


def batches(
    paths: Path | Iterable[Path] | None = None,
    *,
    texts: Iterable[str] | Mapping[str, str] | None = None,
    ids: Iterable[Any] | None = None,
    titles: Iterable[str | None] | None = None,
    dates: Iterable[Any] | None = None,
    jobs: int = 0,
    text_field: str | None = None,
    id_field: str | None = None,
) -> Iterator[Dataset]:
    """The dataset of :func:`extract` in pieces, in order, with bounded memory."""
    return shared().batches(
        paths, texts=texts, ids=ids, titles=titles, dates=dates, jobs=jobs, text_field=text_field, id_field=id_field
    )


def read(text: str, *, id: str = "text", title: str | None = None, date: Any = None) -> Article:
    """One article to look at: blocks, sentences, and all that was found, with offsets into ``text``."""
    return shared().read(text, id=id, title=title, date=date)
