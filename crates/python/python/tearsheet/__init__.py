"""Firms, figures and skills from piles of articles, as tables in which every row points at the exact characters
that it came from.

>>> import tearsheet
>>> data = tearsheet.extract(texts=["Halvorsen Inc. employs more than 1,200 people."], ids=["a"])
>>> [(row["text"], row["bound"], int(row["value"])) for row in data.figures.rows()]
[('1,200', '>', 1200)]
"""

from ._article import Article
from ._dataset import Dataset, Table
from ._extract import Extractor, batches, extract, read
from ._tearsheet import TearsheetError, __version__

__all__ = ["Article", "Dataset", "Extractor", "Table", "TearsheetError", "__version__", "batches", "extract", "read"]
