"""What the tests share: the project's own articles, and the command to compare with."""

import csv
import pathlib
import subprocess

import pytest

CORPUS = pathlib.Path(__file__).resolve().parents[3] / "corpus"


@pytest.fixture(scope="session")
def texts():
    """The plain texts of the corpus by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))}


@pytest.fixture(scope="session")
def command(tmp_path_factory):
    """Runs the command on inputs and gives its tables as rows of texts."""
    root = CORPUS.parent

    def run(*inputs):
        out = tmp_path_factory.mktemp("command") / "dataset"
        arguments = ["cargo", "run", "--quiet", "--locked", "-p", "tearsheet", "--", "extract", *map(str, inputs)]
        subprocess.run([*arguments, "--out", str(out), "--quiet"], cwd=root, check=False)
        tables = {}
        for path in out.glob("*.csv"):
            with open(path, newline="", encoding="utf-8") as file:
                tables[path.stem] = list(csv.DictReader(file))
        assert tables, "the command wrote nothing"
        return tables

    return run


def plain(rows):
    """Rows of Python as the command writes them, without the columns that only Arrow has."""
    shown = []
    for row in rows:
        cells = {}
        for name, cell in row.items():
            if f"{name}_text" in row and name != "unit":
                cell = row[f"{name}_text"]
            cells[name] = "" if cell is None else format(cell.normalize(), "f") if hasattr(cell, "normalize") else str(cell)
        shown.append({name: cell for name, cell in cells.items() if name in ("unit_text", "object_text") or not name.endswith("_text")})
    return shown


def unguarded(rows):
    """Rows of CSV without the guard against formulas."""
    return [
        {name: cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else cell for name, cell in row.items()}
        for row in rows
    ]
