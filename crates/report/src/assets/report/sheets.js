// Tear sheets: one firm over all articles.

class Sheets {
  constructor(data) {
    Object.assign(this, { data, current: -1 });
    this.list = new List($("firm-list"), (item, index) => {
      const firm = data.firms[index];
      make("span", item, "", firm.name);
      make("small", item, "", (firm.isFirm ? "" : "organisation · ") + many(firm.mentions, "mention") + ", " + many(firm.articles.length, "article"));
    }, (index) => { location.hash = "#firm/" + index; });
    $("firm-search").addEventListener("input", () => this.fill());
  }

  fill() {
    const wanted = $("firm-search").value.trim().toLowerCase();
    const found = this.data.firms.map((_, index) => index)
      .filter((index) => !wanted || this.data.firms[index].name.toLowerCase().includes(wanted));
    this.list.fill(found, found.indexOf(this.current));
  }

  step(by) {
    const { values } = this.list, here = values.indexOf(this.current);
    const next = values[Math.max(0, Math.min(here + by, values.length - 1))];
    if (next !== undefined) location.hash = "#firm/" + next;
  }

  open(index) {
    const { data } = this, firm = data.firms[index], sheet = $("sheet");
    this.current = index;
    const place = this.list.values.indexOf(index);
    if (place < 0) this.fill();
    else { this.list.chosen = place; this.list.move(place); }
    sheet.replaceChildren();
    if (!firm) { make("p", sheet, "none", "No firm was found."); return; }
    make("h1", sheet, "", firm.name).id = "firm-title";
    const rows = firm.articles.flatMap((article) => data.rows(article).filter((row) => row.firm === index));
    const of = (table) => rows.filter((row) => row.table === table);
    const tiles = make("dl", sheet, "tiles");
    for (const [name, value] of [["mentions", firm.mentions], ["articles", firm.articles.length],
      ["figures", of("figures").length], ["skills named", of("skills").length]]) {
      const box = make("div", tiles);
      make("dt", box, "", name);
      make("dd", box, "", value.toLocaleString("en"));
    }
    this.addNamesakes(sheet, firm);
    this.addFacts(sheet, firm);
    this.addCharts(sheet, firm);
    this.addFigures(sheet, of("figures"));
    this.addSkills(sheet, of("skills"));
    this.addMentions(sheet, firm, of("mentions"));
  }

  /** A sentence with the place marked, and the way into its article. */
  addEvidence(parent, article, start, end, table = "mentions") {
    const quote = make("span", parent, "evidence"), [before, place, after] = this.data.sentence(article, start, end);
    addText(quote, "“" + before.trimStart());
    make("mark", quote, table, place);
    addText(quote, after.trimEnd() + "” ");
    const row = this.data.rows(article).find((other) => other.start < end && other.end > start);
    // Where all is said in one article, its title need not be told again and again.
    const one = this.data.firms[this.current].articles.length === 1;
    make("a", quote, "", one ? "in the text" : this.data.label(article)).href = "#article/" + article + (row ? "/" + row.place : "");
  }

  /** Firms of the same name that were not merged with this one. */
  addNamesakes(sheet, firm) {
    const name = firm.name.toLowerCase();
    const others = this.data.firms.map((_, index) => index)
      .filter((index) => index !== this.current && this.data.firms[index].name.toLowerCase() === name);
    if (firm.articles.length === 1) {
      const where = make("p", sheet, "kind", "Named in ");
      make("a", where, "", this.data.label(firm.articles[0])).href = "#article/" + firm.articles[0];
    }
    if (!others.length) return;
    const line = make("p", sheet, "lead", "Nothing but the name says that it is the same as ");
    others.slice(0, 12).forEach((index, at) => {
      if (at) line.append(", ");
      make("a", line, "", "the one in " + this.data.label(this.data.firms[index].articles[0])).href = "#firm/" + index;
    });
    line.append((others.length > 12 ? " and " + (others.length - 12) + " more" : "") + ". A line in merges.csv makes them one.");
  }

  addFacts(sheet, firm) {
    if (!firm.facts.length) return;
    make("h2", sheet, "", "What is said of it");
    const facts = make("dl", sheet, "facts");
    for (const [label, values] of firm.facts) {
      make("dt", facts, "", this.data.strings[label]);
      for (const [value, evidence] of values) {
        const cell = make("dd", facts);
        const other = this.data.firms.findIndex((one) => one !== firm && one.name === value);
        if (other >= 0) make("a", cell, "value", value).href = "#firm/" + other;
        else make("span", cell, "value", value);
        if (evidence.length) this.addEvidence(cell, ...evidence[0]);
        if (evidence.length > 1) {
          const more = make("details", cell);
          make("summary", more, "", many(evidence.length - 1, "more sentence"));
          more.addEventListener("toggle", () => {
            if (more.children.length === 1) for (const place of evidence.slice(1, 30)) this.addEvidence(more, ...place);
          });
        }
      }
    }
  }

  addCharts(sheet, firm) {
    if (!firm.charts.length) return;
    make("h2", sheet, "", "Over time");
    const charts = make("div", sheet, "charts");
    for (const [title, note, svg] of firm.charts) {
      const figure = make("figure", charts), caption = make("figcaption", figure, "", title);
      make("span", caption, "", note);
      figure.append(document.importNode(new DOMParser().parseFromString(svg, "text/html").body.firstChild, true));
    }
  }

  addFigures(sheet, rows) {
    if (!rows.length) return;
    make("h2", sheet, "", "Figures");
    const table = make("table", make("div", sheet, "wide-table"));
    const head = make("tr", make("thead", table));
    for (const name of ["Figure", "Of what", "When", "Where"]) make("th", head, "", name).scope = "col";
    const body = make("tbody", table);
    for (const row of rows) {
      const cells = row.cells(), line = make("tr", body), bound = cells.bound === "=" ? "" : cells.bound + " ";
      make("td", line, "number", bound + this.data.said(row));
      make("td", line, "", [cells.measure || cells.unit, cells.per && "per " + cells.per].filter(Boolean).join(" "));
      make("td", line, "", cells.time);
      const where = make("td", line);
      if (row.flag) make("span", where, "flag", row.flag + " ");
      this.addEvidence(where, row.article, row.start, row.end, "figures");
    }
  }

  addSkills(sheet, rows) {
    if (!rows.length) return;
    make("h2", sheet, "", "Skills");
    const categories = new Map();
    for (const row of rows) {
      const { category, skill } = row.cells();
      if (!categories.has(category)) categories.set(category, new Map());
      const skills = categories.get(category);
      if (!skills.has(skill)) skills.set(skill, []);
      skills.get(skill).push(row);
    }
    for (const [category, skills] of [...categories].sort((a, b) => b[1].size - a[1].size)) {
      make("h3", sheet, "", category);
      const chips = make("ul", sheet, "chips");
      for (const [skill, places] of [...skills].sort((a, b) => b[1].length - a[1].length)) {
        const chip = make("a", make("li", chips), "chip", skill + (places.length > 1 ? " × " + places.length : ""));
        chip.href = "#article/" + places[0].article + "/" + places[0].place;
        chip.title = this.data.sentence(places[0].article, places[0].start, places[0].end).join("").trim();
      }
    }
  }

  addMentions(sheet, firm, rows) {
    make("h2", sheet, "", "Mentions");
    for (const article of firm.articles.slice(0, 100)) {
      const own = rows.filter((row) => row.article === article);
      if (!own.length) continue;
      make("h3", sheet, "", this.data.label(article) + (own.length > 1 ? " × " + own.length : ""));
      const add = (parent, some) => some.forEach((row) => this.addEvidence(parent, row.article, row.start, row.end));
      add(sheet, own.slice(0, 2));
      if (own.length > 2) {
        const more = make("details", sheet);
        make("summary", more, "", many(own.length - 2, "more mention"));
        more.addEventListener("toggle", () => { if (more.children.length === 1) add(more, own.slice(2)); });
      }
    }
    if (firm.articles.length > 100) make("p", sheet, "none", "and " + many(firm.articles.length - 100, "more article"));
  }
}
