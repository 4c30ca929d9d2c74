"""Extraction on Spark: one function over record batches, retried by Spark where an executor is lost.

Needs ``pyspark`` 4 and ``pyarrow``. The lexicons are loaded once a Python worker. What concerns several articles
(``cluster_id`` of copies, ids that come twice) is not shared between partitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ._extract import shared

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

#: Tables that stand as lists in the row of their article.
NESTED = ("firms", "organisations", "mentions", "figures", "skills", "unmatched", "relations", "problems")


def _schema() -> pyarrow.Schema:
    import pyarrow

    empty = pyarrow.record_batch({"id": pyarrow.array([], pyarrow.string()), "text": pyarrow.array([], pyarrow.string())})
    return pyarrow.record_batch(shared().extract_batch(empty)).schema


def nested(
    df: DataFrame, text: str = "text", id: str = "id", *, tables: Iterable[str] = NESTED, **lexicons: Any
) -> DataFrame:
    """One row an article: ``article`` with the columns of ``articles``, then a list for each other table.

    ``tables``: only these lists. What is not asked for does not travel from Python to Spark, which costs as much as a
    third of the work. ``lexicons``: ``firms``, ``skills``, ``units``: paths of CSV files of your own, the same on
    every machine.
    """
    import pyarrow
    import pyspark.sql.functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    asked = set(tables)
    if unknown := asked - set(NESTED) - {"articles"}:
        raise ValueError(f"no table is called {', '.join(sorted(unknown))}; there are articles, {', '.join(NESTED)}")
    columns = ["article", *(name for name in NESTED if name in asked)]

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        extractor = shared(**lexicons)
        for batch in batches:
            yield pyarrow.record_batch(extractor.extract_batch(batch)).select(columns)

    given = df.select(F.col(id).cast("string").alias("id"), F.col(text).cast("string").alias("text"))
    schema = _schema()
    return given.mapInArrow(work, from_arrow_schema(pyarrow.schema([schema.field(name) for name in columns])))


def extract(
    df: DataFrame, text: str = "text", id: str = "id", *, tables: Iterable[str] = NESTED, **lexicons: Any
) -> dict[str, DataFrame]:
    """The tables of a dataset as data frames, by name: ``articles``, and those of ``tables``.

    Each is read from the same rows, which are kept (in memory, then on disk) once the first was computed; where only
    one table is asked for, nothing is kept.
    """
    import pyspark.sql.functions as F
    from pyspark import StorageLevel

    tables = [name for name in NESTED if name in set(tables)]
    rows = nested(df, text, id, tables=tables, **lexicons)
    if len(tables) > 1:
        rows = rows.persist(StorageLevel.MEMORY_AND_DISK)
    frames = {"articles": rows.select("article.*")}
    for name in tables:
        frames[name] = rows.select(F.explode(name).alias("row")).select("row.*")
    return frames
