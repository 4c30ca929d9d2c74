"""Extraction on Dask: each partition of a data frame becomes a partition of each table.

Needs ``dask[dataframe]`` and ``pyarrow``. What concerns several articles (``cluster_id`` of copies, ids that come
twice) is not shared between partitions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._extract import shared

if TYPE_CHECKING:
    import dask.dataframe
    import pandas
    import pyarrow


def _partition(frame: pandas.DataFrame, text: str, id: str, lexicons: dict[str, Any]) -> dict[str, pyarrow.Table]:
    data = shared(**lexicons).extract(texts=list(frame[text]), ids=list(frame[id]), jobs=1)
    return {name: table.to_arrow() for name, table in data.items()}


def _frame(tables: dict[str, pyarrow.Table], name: str) -> pandas.DataFrame:
    """Made of the Arrow table where it is asked for: a table that nobody computes never becomes a data frame."""
    return _plain(tables[name])


def _plain(table: Any) -> pandas.DataFrame:
    """Categories differ from partition to partition, so text stays text."""
    import pyarrow

    fields = [
        pyarrow.field(field.name, field.type.value_type if pyarrow.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pyarrow.schema(fields)).to_pandas(types_mapper=_types().get)


def _types() -> dict[Any, Any]:
    import pandas
    import pyarrow

    return {pyarrow.string(): pandas.ArrowDtype(pyarrow.string()), pyarrow.int64(): pandas.ArrowDtype(pyarrow.int64())}


def extract(
    ddf: dask.dataframe.DataFrame, text: str = "text", id: str = "id", **lexicons: Any
) -> dict[str, dask.dataframe.DataFrame]:
    """The tables of a dataset as data frames of Dask, by name. Compute several with one ``dask.compute(...)``: their
    articles are then read once.
    """
    import dask
    import dask.dataframe

    # The scheduler names results by what they are made of, so that equal partitions are computed once.
    work, frame = dask.delayed(_partition, pure=True), dask.delayed(_frame, pure=True)
    parts = [work(part, text, id, lexicons) for part in ddf.to_delayed()]
    empty = _partition(ddf._meta, text, id, lexicons)
    return {
        name: dask.dataframe.from_delayed(
            [frame(part, name) for part in parts], meta=_frame(empty, name), verify_meta=False
        )
        for name in empty
    }
