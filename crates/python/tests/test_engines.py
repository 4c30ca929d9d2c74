"""The same rows from Spark, with an executor killed in mid-job, and from Dask."""

import os
import pathlib
import shutil
import signal
import sys
import threading
import time

import pytest

import tearsheet

#: Enough work for an executor to be killed in the midst of it.
ROUNDS = 60


def many(texts):
    return {f"{round:03}/{name}": text for round in range(ROUNDS) for name, text in texts.items()}


def ordered(rows, keys):
    return sorted((tuple(str(row[key]) for key in keys) for row in rows))


FIGURE = ("article_id", "start_char", "end_char", "value", "unit", "bound", "figure_id")


@pytest.mark.skipif(
    shutil.which("java") is None or not pathlib.Path("/proc").is_dir(), reason="needs Java, and /proc to find executors"
)
def test_spark_gives_the_same_rows_though_an_executor_is_killed(texts, monkeypatch):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("SPARK_SCALA_VERSION", "2.13")
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    import tearsheet.spark

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.executor.memory", "1g")
        .config("spark.driver.memory", "1g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20")
        .getOrCreate()
    )
    try:
        articles = many(texts)
        frame = session.createDataFrame(list(articles.items()), ["name", "body"]).repartition(16)
        tables = tearsheet.spark.extract(frame, text="body", id="name")
        killed = []

        def kill():
            # Executors start with the job; the first that has had time to work is killed.
            for _ in range(60):
                time.sleep(0.5)
                for process in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                    try:
                        command = process.read_bytes()
                    except OSError:
                        continue
                    if b"CoarseGrainedExecutorBackend" in command and b"java" in command:
                        time.sleep(3)
                        os.kill(int(process.parent.name), signal.SIGKILL)
                        killed.append(process.parent.name)
                        return

        killer = threading.Thread(target=kill)
        killer.start()
        rows = [row.asDict() for row in tables["figures"].collect()]
        killer.join()
        assert killed, "no executor was found to kill"
        again = [row.asDict() for row in tables["articles"].collect()]
    finally:
        session.stop()
    expected = tearsheet.extract(texts=articles)
    assert ordered(rows, FIGURE) == ordered(expected.figures.rows(), FIGURE)
    assert sorted(row["article_id"] for row in again) == sorted(articles)


def test_dask_gives_the_same_rows(texts):
    pytest.importorskip("dask.dataframe")
    distributed = pytest.importorskip("distributed")
    import dask
    import dask.dataframe
    import pandas

    import tearsheet.dask

    articles = many(texts)
    frame = pandas.DataFrame({"id": list(articles), "text": list(articles.values())})
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster):
            tables = tearsheet.dask.extract(dask.dataframe.from_pandas(frame, npartitions=8))
            figures, firms = dask.compute(tables["figures"], tables["firms"])
    expected = tearsheet.extract(texts=articles)
    # A missing cell is nan there and None here.
    figures = figures.astype(object).where(figures.notna(), None)
    assert ordered(figures.to_dict("records"), FIGURE) == ordered(expected.figures.rows(), FIGURE)
    assert len(firms) == len(expected.firms)
