"""From a folder of articles to a chart: python tutorial.py FOLDER CHART.svg

Reads every article below FOLDER, keeps the figures that are money and belong to a firm, adds them up by firm in the
most frequent currency, and draws the ten largest single amounts.
"""

import sys

import tearsheet


def main(folder: str, chart: str) -> None:
    data = tearsheet.extract(folder)
    print(data)

    figures = data.figures.to_pandas()
    firms = data.firms.to_pandas()[["firm_id", "name"]]
    money = figures[(figures["kind"] == "money") & figures["firm_id"].notna() & figures["flag"].isna()]
    named = money.merge(firms, on="firm_id")
    currency = named["currency"].value_counts().idxmax()
    largest = (
        named[named["currency"] == currency]
        .assign(amount=lambda rows: rows["value"].astype(float))
        .nlargest(10, "amount")[["name", "measure", "text", "amount", "sentence"]]
    )
    print(largest.to_string(index=False, max_colwidth=60))

    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    labels = [f"{name}: {text}" for name, text in zip(largest["name"], largest["text"])]
    axes.barh(labels[::-1], largest["amount"][::-1] / 1e6)
    axes.set_xlabel(f"million {currency}")
    figure.savefig(chart)
    print(f"the chart is in {chart}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
