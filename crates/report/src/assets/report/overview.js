// The overview: totals, then the rows that a person should look at; the charts stand in the page already.

const FLAGS = {
  "ambiguous-currency": "the sign of the currency fits several, and the article does not say which",
  "ambiguous-date": "day and month can be read either way",
  "ambiguous-firm": "the name fits several firms",
  "inferred": "follows from the context, is not stated as such",
  "vague": "a decade at best: tens, hundreds, several thousand",
};

class Overview {
  constructor(data, reader) {
    Object.assign(this, { data, reader, rows: null });
    this.list = new List($("flagged"), (item, row) => this.draw(item, row), (row) => {
      reader.off();
      location.hash = "#article/" + row.article + "/" + row.place;
    });
  }

  show() {
    if (this.rows) return;
    const { data } = this, total = (table) => data.articles.reduce((sum, _, index) => sum + data.count(index, [table]), 0);
    const firms = data.firms.filter((firm) => firm.isFirm).length;
    this.rows = data.articles.flatMap((_, index) =>
      (data.count(index, KINDS, (kind, flag) => flag !== 0) ? data.rows(index).filter((row) => row.flag) : []));
    const dates = data.articles.map((article) => article.published).filter(Boolean).sort();
    const tile = (name, value) => {
      const box = make("div", $("totals"));
      make("dt", box, "", name);
      make("dd", box, "", typeof value === "number" ? value.toLocaleString("en") : value);
    };
    tile("articles", data.articles.length);
    tile("firms", firms);
    tile("organisations", data.firms.length - firms);
    tile("mentions", total("mentions"));
    tile("figures", total("figures"));
    tile("skills named", total("skills"));
    tile("relations", data.relations);
    tile("flagged rows", this.rows.length);
    if (dates.length) tile("published", dates[0].slice(0, 4) + "–" + dates[dates.length - 1].slice(0, 4));
    this.fillFlags();
    this.choose("");
  }

  fillFlags() {
    const counts = new Map();
    for (const row of this.rows) counts.set(row.flag, (counts.get(row.flag) || 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const add = (flag, label) => {
      const button = make("button", make("li", $("flags")), "", label);
      button.type = "button";
      button.dataset.flag = flag;
      button.addEventListener("click", () => this.choose(flag));
    };
    add("", "all (" + this.rows.length + ")");
    for (const [flag, count] of sorted) add(flag, flag + " (" + count + ")");
  }

  choose(flag) {
    for (const button of document.querySelectorAll("#flags button")) {
      button.setAttribute("aria-pressed", String(button.dataset.flag === flag));
    }
    const rows = this.rows.filter((row) => !flag || row.flag === flag);
    $("flagged-lead").textContent = !this.rows.length ? "No row is flagged."
      : flag ? "Flagged " + flag + ": " + (FLAGS[flag] || "a person should look") + "."
        : "Rows of which the program itself says that a person should look. Choose one to see it in its article.";
    $("flagged").hidden = !this.rows.length;
    this.list.fill(rows);
  }

  draw(item, row) {
    const line = make("span", item);
    make("span", line, "flag", row.flag);
    const [before, place, after] = this.data.sentence(row.article, row.start, row.end);
    addText(line, "  " + before.slice(-60));
    make("mark", line, row.table, place);
    addText(line, after);
    make("small", item, "", NAMES[row.table] + (row.kind ? " · " + row.kind : "") + " · " + this.data.label(row.article));
  }
}
