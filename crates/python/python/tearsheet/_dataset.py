"""Tables, and the dataset that they make."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from . import _tearsheet

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

#: Rows that a notebook shows of a table.
_SHOWN = 10


class Table:
    """Rows of one table.

    Anything that knows the Arrow PyCapsule interface reads it without a copy: ``pyarrow.table(table)``,
    ``polars.DataFrame(table)``, ``duckdb.from_arrow(pyarrow.table(table))``.
    """

    def __init__(self, inner: _tearsheet.Table) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """Name of the table."""
        return self._inner.name

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return self._inner.columns

    def __len__(self) -> int:
        return len(self._inner)

    def __arrow_c_schema__(self) -> object:
        return self._inner.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._inner.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """The rows as a table of pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame of pandas: exact numbers as ``decimal.Decimal``, recurring texts as categories."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The rows as a data frame of polars."""
        import polars

        return polars.DataFrame(self)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries, one by one."""
        for batch in self.to_arrow().to_batches():
            yield from batch.to_pylist()

    def __repr__(self) -> str:
        return f"<tearsheet.Table {self.name}: {len(self)} rows, {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        rows = self.to_arrow().slice(0, _SHOWN).to_pylist()
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{'' if cell is None else html.escape(str(cell))}</td>" for cell in row.values()) + "</tr>"
            for row in rows
        )
        caption = f"{html.escape(self.name)}: {len(rows)} of {len(self)} rows"
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Dataset(Mapping[str, Table]):
    """The tables of a dataset, as attributes and by name: ``data.figures``, ``data["figures"]``.

    Tables are ``articles``, ``firms``, ``organisations``, ``mentions``, ``figures``, ``skills``, ``unmatched``,
    ``relations`` and ``problems``: what could not be read is a row there, and the batch goes on.
    """

    articles: Table
    firms: Table
    organisations: Table
    mentions: Table
    figures: Table
    skills: Table
    unmatched: Table
    relations: Table
    problems: Table

    def __init__(self, tables: list[_tearsheet.Table]) -> None:
        self._tables = {table.name: Table(table) for table in tables}
        self.__dict__.update(self._tables)

    @classmethod
    def _joined(cls, chunks: list[list[_tearsheet.Table]]) -> Dataset:
        first, rest = chunks[0], chunks[1:]
        return cls([table.with_rows_of([chunk[i] for chunk in rest]) for i, table in enumerate(first)])

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return "<tearsheet.Dataset " + ", ".join(f"{name}: {len(table)}" for name, table in self.items()) + ">"

    def _repr_html_(self) -> str:
        return "<ul>" + "".join(f"<li>{name}: {len(table)} rows</li>" for name, table in self.items()) + "</ul>"
