// The reader: articles on the left, the text in the middle, its rows on the right.

/** Scrolls `element` into sight within `pane`, and the page only if the pane itself is out of sight. */
const bring = (pane, element, centre) => {
  const box = pane.getBoundingClientRect(), own = element.getBoundingClientRect();
  if (centre) pane.scrollTop += own.top - box.top - (pane.clientHeight - own.height) / 2;
  else if (own.top < box.top) pane.scrollTop += own.top - box.top;
  else if (own.bottom > box.bottom) pane.scrollTop += Math.min(own.bottom - box.bottom, own.top - box.top);
  const now = element.getBoundingClientRect();
  if (now.top < 0 || now.bottom > innerHeight) element.scrollIntoView({ block: "nearest" });
};

class Reader {
  constructor(data) {
    Object.assign(this, { data, current: -1, all: [], picked: -1, filled: false });
    this.list = new List($("article-list"), (item, [index, found]) => this.drawArticle(item, index, found),
      ([index]) => { location.hash = "#article/" + index; });
    for (const id of ["show-mentions", "show-figures", "show-skills", "kind", "flag", "firm", "rule"]) {
      $(id).addEventListener("change", () => this.filter());
    }
    $("received").addEventListener("change", () => this.show());
    $("off").addEventListener("click", () => this.off());
    let waiting = 0;
    $("search").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.fillList(), 120);
    });
    $("text").addEventListener("click", (event) => {
      const mark = event.target.closest("mark");
      if (mark) this.pick(Number(mark.dataset.row));
    });
    $("rows").addEventListener("click", (event) => {
      if (event.target.closest("a, code")) return;
      const item = event.target.closest(".row");
      if (item) this.pick(Number(item.dataset.row));
    });
  }

  // ---- filters, which hold for all articles

  /** Choices of the filters, with how many rows have each. */
  fillFilters() {
    if (this.filled) return;
    this.filled = true;
    const kinds = new Map(), flags = new Map(), rules = new Map();
    const add = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);
    this.data.articles.forEach((_, index) => this.data.count(index, KINDS, (kind, flag, rule) => {
      add(kinds, this.data.strings[kind]);
      add(flags, this.data.strings[flag]);
      add(rules, this.data.ruleOf[rule]);
    }));
    const fill = (id, counts) => {
      make("option", $(id), "", "all").value = "";
      for (const [value, count] of [...counts].filter(([value]) => value).sort(([a], [b]) => (a < b ? -1 : 1))) {
        make("option", $(id), "", value + " (" + count + ")").value = value;
      }
    };
    fill("kind", kinds);
    fill("flag", flags);
    if (flags.size > 1) make("option", $("flag"), "", "any").value = "*";
    fill("rule", rules);
    make("option", $("firm"), "", "all").value = "";
    this.data.firms.slice(0, 5000).forEach((firm, index) => {
      make("option", $("firm"), "", plain(firm.name) + " (" + firm.mentions + ")").value = index;
    });
  }

  tables() { return KINDS.filter((table) => $("show-" + table).checked); }

  /** Whether any filter is on, beside the three kinds of mark. */
  filtered() { return ["kind", "flag", "firm", "rule"].some((id) => $(id).value); }

  passes(kind, flag, rule, firm) {
    const want = (id) => $(id).value;
    return (!want("kind") || kind === want("kind"))
      && (!want("flag") || (want("flag") === "*" ? flag !== "" : flag === want("flag")))
      && (!want("rule") || rule === want("rule"))
      && (want("firm") === "" || firm === Number(want("firm")));
  }

  visible() {
    const tables = this.tables();
    return this.all.filter((row) => tables.includes(row.table)
      && this.passes(row.kind, row.flag, row.rule.replace(/:\d+$/, ""), row.firm));
  }

  filter() { this.fillList(); this.show(); }

  off() {
    for (const table of KINDS) $("show-" + table).checked = true;
    for (const id of ["kind", "flag", "firm", "rule"]) $(id).value = "";
    $("search").value = "";
    this.filter();
  }

  /** Only rows with this flag, over all articles. */
  flagged(flag) { this.off(); $("flag").value = flag; this.filter(); }

  // ---- the list of articles

  fillList() {
    const { data } = this, tables = this.tables(), wanted = $("search").value.trim().toLowerCase(), found = [];
    const passes = this.filtered()
      ? (kind, flag, rule, firm) => this.passes(data.strings[kind], data.strings[flag], data.ruleOf[rule], firm) : null;
    data.articles.forEach((article, index) => {
      if (wanted && ![article.title, article.id, article.text].some((text) => text.toLowerCase().includes(wanted))) return;
      const count = data.count(index, tables, passes);
      if (count || !passes) found.push([index, count]);
    });
    this.list.fill(found, found.findIndex(([index]) => index === this.current));
  }

  drawArticle(item, index, found) {
    const article = this.data.articles[index];
    make("span", item, "", this.data.label(index));
    make("small", item, "", [many(found, "row"), article.published, article.title ? article.id : ""].filter(Boolean).join(" · "));
  }

  step(by) {
    const here = this.list.values.findIndex(([index]) => index === this.current);
    const next = this.list.values[Math.max(0, Math.min(here + by, this.list.values.length - 1))];
    if (next) location.hash = "#article/" + next[0];
  }

  // ---- one article

  open(index) {
    this.fillFilters();
    if (!this.data.articles.length) return;
    index = Math.max(0, Math.min(index, this.data.articles.length - 1));
    if (index === this.current) return;
    this.current = index;
    this.all = this.data.rows(index);
    this.picked = -1;
    $("article-title").replaceChildren();
    addText($("article-title"), this.data.label(index));
    const place = this.list.values.findIndex(([other]) => other === index);
    if (place < 0) this.fillList();
    else { this.list.chosen = place; this.list.move(place); }
    this.show();
    $("text").scrollTop = 0;
    $("rows").scrollTop = 0;
  }

  show() {
    if (this.current < 0) return;
    const shown = this.visible(), article = this.data.articles[this.current];
    this.showText(article, shown);
    $("rows").replaceChildren(...shown.map((row) => this.drawRow(row)));
    if (!shown.length) make("p", $("rows"), "none", this.all.length ? "No row passes the filters." : "No row was found in this article.");
    $("about").textContent = [shown.length + " of " + many(this.all.length, "row"), article.published && "published " + article.published,
      article.source, article.status === "ok" ? "" : article.status].filter(Boolean).join(" · ");
    if (this.picked >= 0) this.pick(this.picked, false);
  }

  showText(article, shown) {
    const text = $("text");
    text.replaceChildren();
    if ($("received").checked) {
      const block = make("div", text, "block received");
      block.dataset.kind = "as received";
      this.addMarked(block, article.text, 0, article.text.length, shown);
      return;
    }
    for (const [kindIndex, distances] of article.blocks) {
      const kind = this.data.strings[kindIndex];
      const block = make("div", text, "block " + (kind === "list" ? "list-block" : kind));
      if (kind !== "paragraph") block.dataset.kind = kind.replace("-", " ");
      let at = 0;
      const ends = distances.map((distance) => (at += distance));
      const low = ends.reduce((a, b) => Math.min(a, b), Infinity), high = ends.reduce((a, b) => Math.max(a, b), 0);
      const near = shown.filter((row) => row.end > low && row.start < high);
      for (let piece = 0; piece < ends.length; piece += 2) {
        if (piece > 0) this.addJoin(block, article.text, ends[piece - 1], ends[piece]);
        this.addMarked(block, article.text, ends[piece], ends[piece + 1], near);
      }
    }
  }

  /** What was left out between two pieces of a block: a hyphen at a line's end, or a stretch that belongs elsewhere. */
  addJoin(block, text, from, to) {
    const gap = text.slice(from, to);
    if (to >= from && !/\S/.test(gap) && !/\n\s*\n/.test(gap)) return;
    const isHyphen = to > from && /^[-\u00ad\u2010]\s*$/.test(gap);
    make("span", block, "join", isHyphen ? "-" : "⋯").title = isHyphen
      ? "a word was divided here at the end of a line" : "joined here: in the source something stands between";
  }

  /** A stretch of the source with its marks; where rows overlap, the first one has the characters. */
  addMarked(parent, text, start, end, shown) {
    let from = start;
    for (const row of shown) {
      if (row.end <= from || row.start >= end) continue;
      const left = Math.max(from, row.start), right = Math.min(end, row.end);
      if (left > from) addText(parent, text.slice(from, left));
      const mark = make("mark", parent, row.table, text.slice(left, right));
      mark.dataset.row = row.place;
      mark.title = NAMES[row.table] + (row.kind ? ": " + row.kind : "") + " (" + row.rule + ")" + (row.flag ? ", " + row.flag : "");
      from = right;
    }
    if (from < end) addText(parent, text.slice(from, end));
  }

  drawRow(row) {
    const item = make("div", null, "row " + row.table);
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.id = "row-" + row.place;
    item.dataset.row = row.place;
    make("div", item, "what", this.data.said(row));
    make("div", item, "more", this.summary(row));
    const [from, to] = [row.start, row.end].map((unit) => this.data.codePoint(row.article, unit));
    make("div", item, "rule", row.rule + " · characters " + from + "–" + to);
    if (row.flag) make("div", item, "more flag", row.flag);
    return item;
  }

  summary(row) {
    const cells = row.cells(), parts = [NAMES[row.table], row.kind];
    if (row.table === "figures") {
      const bound = cells.bound === "=" ? "" : cells.bound + " ";
      parts.push(bound + cells.value + (cells.value_high ? " to " + cells.value_high : ""), cells.currency || cells.unit);
      if (cells.per) parts.push("per " + cells.per);
      if (cells.measure) parts.push("of " + cells.measure);
      if (cells.time) parts.push("in " + cells.time);
    }
    if (row.table === "skills") parts.push(cells.skill + (cells.version ? " " + cells.version : ""));
    if (row.firm >= 0) parts.push("→ " + this.data.firms[row.firm].name);
    return parts.filter(Boolean).join(" · ");
  }

  /** All cells of the picked row, and the command that says how it came about. */
  drawDetails(row, item) {
    const details = make("dl", item);
    const add = (name, value) => {
      if (value === "") return null;
      make("dt", details, "", name.replace("_", " "));
      return make("dd", details, "", value);
    };
    for (const [name, value] of Object.entries(row.cells())) if (name !== "flag") add(name, value);
    if (row.firm >= 0) {
      const cell = add("firm", " ");
      make("a", cell, "", this.data.firms[row.firm].name).href = "#firm/" + row.firm;
    }
    const id = this.data.articles[row.article].id, start = this.data.codePoint(row.article, row.start);
    make("code", add("how", " "), "", "tearsheet explain DATASET '" + id.replace(/'/g, "'\\''") + ":" + start + "'");
  }

  pick(place, scroll = true) {
    for (const old of document.querySelectorAll("#text mark.picked")) old.classList.remove("picked");
    const before = document.querySelector("#rows [aria-selected=true]");
    if (before) { before.setAttribute("aria-selected", "false"); before.querySelector("dl")?.remove(); }
    this.picked = place;
    const marks = document.querySelectorAll('#text mark[data-row="' + place + '"]'), item = $("row-" + place);
    for (const mark of marks) mark.classList.add("picked");
    if (item) {
      item.setAttribute("aria-selected", "true");
      $("rows").setAttribute("aria-activedescendant", item.id);
      this.drawDetails(this.all[place], item);
    }
    history.replaceState(null, "", "#article/" + this.current + "/" + place);
    if (!scroll) return;
    if (item) bring($("rows"), item, false);
    if (marks[0]) bring($("text"), marks[0], true);
  }

  move(by) {
    const shown = this.visible();
    if (!shown.length) return;
    const here = shown.findIndex((row) => row.place === this.picked);
    const next = here < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(here + by, shown.length - 1));
    this.pick(shown[next].place);
  }
}
