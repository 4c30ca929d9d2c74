"""The tutorial runs as it stands."""

import pathlib
import subprocess
import sys

import pytest

from conftest import CORPUS


def test_folder_to_chart(tmp_path):
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib")
    script = pathlib.Path(__file__).resolve().parents[1] / "examples" / "tutorial.py"
    chart = tmp_path / "chart.svg"
    subprocess.run([sys.executable, script, CORPUS, chart], check=True)
    assert "<svg" in chart.read_text(encoding="utf-8")
