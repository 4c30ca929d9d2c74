"""Tables, streams and single articles."""

import json
import threading
import time

import pytest

import tearsheet
from conftest import CORPUS, plain, unguarded


def test_rows_are_those_of_the_command(command):
    expected = command(CORPUS)
    data = tearsheet.extract(CORPUS)
    assert set(data) == set(expected)
    for name, table in data.items():
        rows = plain(table.rows())
        if name != "problems":
            assert len(rows) > 0 or not expected[name], name
        assert rows == unguarded(expected[name]), name


def test_texts_are_read_as_json_lines_are(command, texts, tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()), encoding="utf-8")
    expected = command(file)
    data = tearsheet.extract(texts=texts, jobs=2)
    for name in ("firms", "mentions", "figures", "skills", "relations"):
        assert plain(data[name].rows()) == unguarded(expected[name]), name


def test_batches_hold_the_same_rows(texts):
    whole = tearsheet.extract(texts=texts)
    pieces = list(tearsheet.batches(texts=texts))
    for name, table in whole.items():
        assert [row for piece in pieces for row in piece[name].rows()] == list(table.rows())


def test_data_frames(texts):
    data = tearsheet.extract(texts=texts)
    pandas = pytest.importorskip("pandas")
    frame = data.figures.to_pandas()
    assert len(frame) == len(data.figures)
    assert isinstance(frame["kind"].dtype, pandas.CategoricalDtype)
    polars = pytest.importorskip("polars")
    frame = data.figures.to_polars()
    assert frame.height == len(data.figures)
    assert frame.schema["value"] == polars.Decimal(38, 12)
    duckdb = pytest.importorskip("duckdb")
    arrow = data.figures.to_arrow()
    count = duckdb.sql("select count(*) from arrow where kind = 'count'").fetchall()
    assert count[0][0] == sum(row["kind"] == "count" for row in data.figures.rows())


def test_offsets_index_the_string():
    text = "Élan – a café chain – employs “some 1,200” people. Halvorsen Inc. bought it for €3.5bn."
    article = tearsheet.read(text)
    assert {("1,200", "~"), ("€3.5bn", "=")} <= {(row["text"], row["bound"]) for row in article.figures}
    for row in article.figures + article.mentions:
        assert text[row["start_char"] : row["end_char"]] == row["text"]
    assert str(next(row["value"] for row in article.figures if row["kind"] == "money")) == "3500000000"
    shown = article.displacy()
    assert [text[ent["start"] : ent["end"]] for ent in shown["ents"]] == [text[s:e] for s, e, _ in article.marks()]


def test_a_hostile_article_is_escaped():
    article = tearsheet.read("<script>alert(1)</script> Halvorsen Inc. employs 12 people.")
    assert "<script>" not in article._repr_html_()
    data = tearsheet.extract(texts={"<img onerror=x>": "Halvorsen Inc. employs 12 people & more."})
    assert "<img" not in data.figures._repr_html_()


def test_what_cannot_be_done_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="texts="):
        tearsheet.extract("Halvorsen Inc. employs 12 people.")
    with pytest.raises(TypeError):
        tearsheet.extract()
    wrong = tmp_path / "units.csv"
    wrong.write_text("name,nothing\nfurlong,x\n")
    with pytest.raises(tearsheet.TearsheetError, match="units.csv"):
        tearsheet.Extractor(units=wrong)
    with pytest.raises(tearsheet.TearsheetError, match="ids"):
        tearsheet.extract(texts=["a", "b"], ids=["1"])


def test_nothing_is_lost_silently():
    data = tearsheet.extract(texts=["", "Halvorsen Inc. employs 12 people."], ids=["empty", "full"])
    assert len(data.articles) + len(data.problems) == 2


def test_other_threads_go_on(texts):
    many = {f"{round}-{name}": text for round in range(20) for name, text in texts.items()}
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    started = time.perf_counter()
    tearsheet.extract(texts=many, jobs=1)
    ended = time.perf_counter()
    stop.set()
    thread.join()
    assert sum(started < moment < ended for moment in ticks) >= 10


def test_one_row_an_article(texts):
    pyarrow = pytest.importorskip("pyarrow")
    batch = pyarrow.record_batch({"id": list(texts) + ["none"], "text": list(texts.values()) + [None]})
    nested = pyarrow.record_batch(tearsheet.Extractor().extract_batch(batch))
    assert [row["article_id"] for row in nested.column("article").to_pylist()] == list(texts) + ["none"]
    assert nested.column("article").to_pylist()[-1]["status"] == "unreadable"
    assert nested.column("problems").to_pylist()[-1] != []
    data = tearsheet.extract(texts=texts)
    figures = [row for rows in nested.column("figures").to_pylist() for row in rows]
    assert figures == list(data.figures.rows())
    with pytest.raises(tearsheet.TearsheetError, match="no column"):
        tearsheet.Extractor().extract_batch(batch, text="body")
