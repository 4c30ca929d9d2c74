"""Extraction on Spark: one function over record batches, retried by Spark where an executor is lost.

Needs ``pyspark`` 4 and ``pyarrow``. The lexicons are loaded once a Python worker. What concerns several articles
(``cluster_id`` of copies, ids that come twice) is not shared between partitions.
"""

from __future__ import annotations

from collections.abc import Iterator
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


def nested(df: DataFrame, text: str = "text", id: str = "id", **lexicons: Any) -> DataFrame:
    """One row an article: ``article`` with the columns of ``articles``, then a list for each other table.

    ``lexicons``: ``firms``, ``skills``, ``units``: paths of CSV files of your own, the same on every machine.
    """
    import pyspark.sql.functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        extractor = shared(**lexicons)
        for batch in batches:
            yield pyarrow.record_batch(extractor.extract_batch(batch))

    given = df.select(F.col(id).cast("string").alias("id"), F.col(text).cast("string").alias("text"))
    return given.mapInArrow(work, from_arrow_schema(_schema()))


def extract(df: DataFrame, text: str = "text", id: str = "id", **lexicons: Any) -> dict[str, DataFrame]:
    """The tables of a dataset as data frames, by name.

    Each is read from the same rows, which are kept (in memory, then on disk) once the first was computed.
    """
    import pyspark.sql.functions as F
    from pyspark import StorageLevel

    rows = nested(df, text, id, **lexicons).persist(StorageLevel.MEMORY_AND_DISK)
    tables = {"articles": rows.select("article.*")}
    for name in NESTED:
        tables[name] = rows.select(F.explode(name).alias("row")).select("row.*")
    return tables
