"""The example for Ray Data gives the rows of `tearsheet.extract`."""

import pathlib
import subprocess
import sys

import pytest

import tearsheet

FIGURE = ("article_id", "start_char", "end_char", "value", "unit", "bound")


def ordered(rows):
    return sorted(tuple(str(row[name]) for name in FIGURE) for row in rows)


def test_ray_gives_the_same_rows(texts, tmp_path):
    pytest.importorskip("ray")
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    articles = tmp_path / "articles"
    articles.mkdir()
    rows = list(texts.items())
    for part in range(3):
        some = rows[part::3]
        table = pyarrow.table({"id": [name for name, _ in some], "text": [text for _, text in some]})
        parquet.write_table(table, articles / f"{part}.parquet")
    script = pathlib.Path(__file__).resolve().parents[1] / "examples" / "ray_data.py"
    out = tmp_path / "figures"
    subprocess.run([sys.executable, script, articles, out], check=True)
    found = parquet.read_table(out).select(FIGURE).to_pylist()
    expected = tearsheet.extract(texts=texts).figures.rows()
    assert ordered(found) == ordered(expected)
