"""Extraction on Ray Data: python ray_data.py FOLDER OUT

Reads the articles of FOLDER (Parquet files with the columns `id` and `text`), and writes the figures as Parquet files
to OUT. Needs `pip install "ray[data]"`. The lexicons are loaded once a worker; the interpreter's lock is free while a
batch is worked on.
"""

import sys

import pyarrow
import pyarrow.compute
import ray

import tearsheet

#: Articles a batch: some megabytes of text, enough to hide what a batch costs by itself.
BATCH = 2000


def nest(articles: pyarrow.Table) -> pyarrow.Table:
    """One row an article: `article`, then a list of rows for each other table."""
    from tearsheet._extract import shared

    batches = articles.combine_chunks().to_batches()
    return pyarrow.Table.from_batches([pyarrow.record_batch(shared().extract_batch(batch)) for batch in batches])


def explode(nested: pyarrow.Table, name: str) -> pyarrow.Table:
    """The rows of one table."""
    return pyarrow.Table.from_struct_array(pyarrow.compute.list_flatten(nested[name]))


def table(articles: "ray.data.Dataset", name: str) -> "ray.data.Dataset":
    """The table called `name` of articles with the columns `id` and `text`."""

    def work(batch: pyarrow.Table) -> pyarrow.Table:
        return explode(nest(batch), name)

    return articles.map_batches(work, batch_format="pyarrow", batch_size=BATCH, zero_copy_batch=True)


def main(folder: str, out: str) -> None:
    figures = table(ray.data.read_parquet(folder, columns=["id", "text"]), "figures")
    figures.write_parquet(out)
    print(f"figures are in {out}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
