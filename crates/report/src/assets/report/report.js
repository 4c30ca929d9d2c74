"use strict";
// The page's data is JSON in #data. Nothing of it is ever parsed as markup: all text goes in as text nodes.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const KINDS = ["mentions", "figures", "skills"];
  const at = {}; // table -> column name -> index
  for (const table in data.columns) {
    at[table] = Object.fromEntries(data.columns[table].map((name, index) => [name, index]));
  }
  const cell = (table, row, name) => (name in (at[table] || {}) ? row[at[table][name]] : "");

  // Characters that reorder or hide text are shown by name.
  const CONTROL = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  const addText = (parent, text) => {
    if (!CONTROL.test(text)) { parent.append(text); return; }
    for (const part of text.split(/([\u200e\u200f\u202a-\u202e\u2066-\u2069])/)) {
      if (CONTROL.test(part)) {
        make("span", parent, "control", "U+" + part.charCodeAt(0).toString(16).toUpperCase());
      } else if (part) { parent.append(part); }
    }
  };
  const make = (tag, parent, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) addText(element, String(text));
    if (parent) parent.append(element);
    return element;
  };

  // Firms over all articles, by the id of their row in each.
  const firmOf = new Map();
  data.firms.forEach((firm, index) => firm.ids.forEach((id) => firmOf.set(id, index)));
  const firmName = (id) => (firmOf.has(id) ? data.firms[firmOf.get(id)].name : "");

  // ---- articles
  let current = 0, rows = [], picked = -1;
  const articleSelect = $("article");
  const fillArticles = () => {
    const wanted = $("search").value.trim().toLowerCase();
    articleSelect.replaceChildren();
    data.articles.forEach((article, index) => {
      const label = article.title ? article.title + " — " + article.id : article.id;
      if (wanted && !label.toLowerCase().includes(wanted)) return;
      const option = make("option", articleSelect, "", label.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ""));
      option.value = index;
      option.selected = index === current;
    });
  };
  const rowsOf = (article) => {
    const all = [];
    for (const table of KINDS) {
      article[table].forEach((row, index) => all.push({
        table, index, row,
        start: cell(table, row, "start_char"), end: cell(table, row, "end_char"),
        kind: table === "skills" ? cell(table, row, "category") : cell(table, row, "kind"),
        flag: cell(table, row, "flag"), rule: cell(table, row, "rule"), firm: cell(table, row, "firm_id"),
      }));
    }
    all.sort((a, b) => a.start - b.start || a.end - b.end);
    all.forEach((row, place) => { row.place = place; });
    return all;
  };
  const fillSelect = (id, values, name) => {
    const select = $(id), before = select.value;
    select.replaceChildren();
    make("option", select, "", "all").value = "";
    for (const value of [...new Set(values)].filter(Boolean).sort()) {
      make("option", select, "", name ? name(value) : value).value = value;
    }
    select.value = before;
    if (select.selectedIndex < 0) select.value = "";
  };
  const visible = () => rows.filter((row) => $("show-" + row.table).checked
    && (!$("kind").value || row.kind === $("kind").value)
    && (!$("flag").value || row.flag === $("flag").value)
    && (!$("firm").value || row.firm === $("firm").value)
    && (!$("rule").value || row.rule === $("rule").value));

  // Text of a stretch of the source with its marks; rows may overlap, the first one wins the characters.
  const addMarked = (parent, text, start, end, shown) => {
    let from = start;
    for (const row of shown) {
      if (row.end <= from || row.start >= end) continue;
      const left = Math.max(from, row.start), right = Math.min(end, row.end);
      if (left > from) addText(parent, text.slice(from, left));
      const mark = make("mark", parent, row.table, text.slice(left, right));
      mark.dataset.row = row.place;
      mark.title = row.table + (row.kind ? ": " + row.kind : "") + " (" + row.rule + ")";
      from = right;
    }
    if (from < end) addText(parent, text.slice(from, end));
  };
  const showText = () => {
    const article = data.articles[current], shown = visible(), text = $("text");
    text.replaceChildren();
    if ($("received").checked) {
      const block = make("div", text, "block received");
      block.dataset.kind = "as received";
      addMarked(block, article.text, 0, article.text.length, shown);
      return;
    }
    for (const [kind, pieces] of article.blocks) {
      const block = make("div", text, "block " + kind);
      block.dataset.kind = kind;
      const low = Math.min(...pieces.filter((_, index) => index % 2 === 0));
      const high = Math.max(...pieces.filter((_, index) => index % 2 === 1));
      const near = shown.filter((row) => row.end > low && row.start < high);
      for (let piece = 0; piece < pieces.length; piece += 2) {
        if (piece > 0) {
          const gap = article.text.slice(pieces[piece - 1], pieces[piece]);
          if (pieces[piece] < pieces[piece - 1] || /\S/.test(gap) || /\n\s*\n/.test(gap)) {
            make("span", block, "join", "⋯").title = "joined here: the source goes on elsewhere";
          }
        }
        addMarked(block, article.text, pieces[piece], pieces[piece + 1], near);
      }
    }
  };
  const describe = (row, parent) => {
    const { table, row: cells } = row;
    const article = data.articles[current];
    make("div", parent, "what", article.text.slice(row.start, row.end).replace(/\s+/g, " "));
    const parts = [table === "mentions" ? "firm" : table.slice(0, -1), row.kind];
    if (table === "figures") {
      const high = cell(table, cells, "value_high"), bound = cell(table, cells, "bound");
      parts.push((bound === "=" ? "" : bound + " ") + cell(table, cells, "value") + (high ? " to " + high : ""));
      for (const name of ["unit", "currency"]) parts.push(cell(table, cells, name));
      for (const [name, word] of [["per", "per "], ["measure", "of "], ["time", "in "], ["direction", ""], ["movement", ""]]) {
        const value = cell(table, cells, name);
        if (value) parts.push(word + value);
      }
    }
    if (table === "skills") parts.push(cell(table, cells, "skill"), cell(table, cells, "version"));
    if (row.firm) parts.push("→ " + firmName(row.firm));
    make("div", parent, "more", parts.filter(Boolean).join(" · "));
    make("div", parent, "more", row.rule + " · characters " + row.start + "–" + row.end);
    if (row.flag) make("div", parent, "more flag", row.flag);
  };
  const showRows = () => {
    const list = $("rows"), shown = visible();
    list.replaceChildren();
    for (const row of shown) {
      const item = make("div", list, "row");
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.row = row.place;
      describe(row, item);
    }
    const article = data.articles[current];
    $("about").textContent = shown.length + " of " + rows.length + " rows" +
      (article.published ? ", published " + article.published : "") + (article.status === "ok" ? "" : ", " + article.status);
  };
  const refresh = () => { showText(); showRows(); if (picked >= 0) pick(picked, false); };
  const openArticle = (index) => {
    current = Math.max(0, Math.min(index, data.articles.length - 1));
    const article = data.articles[current];
    if (!article) return;
    rows = rowsOf(article);
    picked = -1;
    $("article-title").replaceChildren();
    addText($("article-title"), article.title || article.id);
    fillSelect("kind", rows.map((row) => row.kind));
    fillSelect("flag", rows.map((row) => row.flag));
    fillSelect("rule", rows.map((row) => row.rule));
    fillSelect("firm", rows.map((row) => row.firm), firmName);
    fillArticles();
    refresh();
    $("text").scrollTop = 0;
  };
  const pick = (index, scroll = true) => {
    for (const old of document.querySelectorAll("#text mark.picked")) old.classList.remove("picked");
    for (const old of document.querySelectorAll("#rows [aria-selected=true]")) old.setAttribute("aria-selected", "false");
    picked = index;
    const marks = document.querySelectorAll('#text mark[data-row="' + index + '"]');
    for (const mark of marks) mark.classList.add("picked");
    const item = document.querySelector('#rows [data-row="' + index + '"]');
    if (item) item.setAttribute("aria-selected", "true");
    if (scroll) {
      if (marks.length) marks[0].scrollIntoView({ block: "center" });
      if (item) item.scrollIntoView({ block: "nearest" });
    }
  };
  const move = (step) => {
    const shown = visible();
    if (!shown.length) return;
    const place = shown.findIndex((row) => row.place === picked);
    const next = place < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, place + step));
    pick(shown[next].place);
  };

  // ---- tear sheets
  const tableRow = (table, label, value) => {
    if (!value) return;
    const line = make("tr", table);
    make("th", line, "", label).scope = "row";
    make("td", line, "", value);
  };
  const link = (parent, article, row, text) => {
    const anchor = make("a", parent, "", text);
    anchor.href = "#article/" + article + (row === undefined ? "" : "/" + row);
    return anchor;
  };
  const openFirm = (index) => {
    const firm = data.firms[index], sheet = $("sheet");
    sheet.replaceChildren();
    if (!firm) return;
    $("firm-title").replaceChildren();
    addText($("firm-title"), firm.name);
    make("p", sheet, "", firm.mentions + (firm.mentions === 1 ? " mention in " : " mentions in ") + firm.rows.length + (firm.rows.length === 1 ? " article" : " articles"));
    for (const [article, rowIndex] of firm.rows) {
      const table = firm.firm ? "firms" : "organisations", row = data.articles[article][table][rowIndex];
      const heading = make("h2", sheet);
      link(heading, article, undefined, data.articles[article].title || data.articles[article].id);
      const facts = make("table", sheet);
      for (const name of ["kind", "aliases", "founded", "headquarters", "country", "ownership", "parent", "partners", "sector", "products"]) {
        tableRow(facts, name, cell(table, row, name));
      }
      const staff = cell(table, row, "employees");
      if (staff) {
        const bound = cell(table, row, "employees_bound"), high = cell(table, row, "employees_high");
        tableRow(facts, "employees", (bound === "=" ? "" : bound + " ") + staff + (high ? " to " + high : ""));
      }
      const id = cell(table, row, "firm_id"), all = rowsOf(data.articles[article]);
      for (const kind of ["figures", "skills", "mentions"]) {
        const own = all.map((item, place) => [item, place]).filter(([item]) => item.table === kind && item.firm === id);
        if (!own.length) continue;
        make("h3", sheet, "", kind);
        const list = make("ul", sheet);
        for (const [item, place] of own) {
          const line = make("li", list);
          link(line, article, place, data.articles[article].text.slice(item.start, item.end).replace(/\s+/g, " "));
          const about = kind === "figures"
            ? [cell(kind, item.row, "measure"), cell(kind, item.row, "time")]
            : kind === "skills" ? [cell(kind, item.row, "category")] : [];
          if (about.filter(Boolean).length) line.append(" — ");
          addText(line, about.filter(Boolean).join(", "));
        }
      }
    }
    for (const button of document.querySelectorAll("#firm-list button")) {
      button.setAttribute("aria-current", String(Number(button.dataset.firm) === index));
    }
  };
  const fillFirms = () => {
    const list = $("firm-list"), wanted = $("firm-search").value.trim().toLowerCase();
    list.replaceChildren();
    let count = 0;
    data.firms.forEach((firm, index) => {
      if ((wanted && !firm.name.toLowerCase().includes(wanted)) || count >= 500) return;
      count += 1;
      const button = make("button", make("li", list), "", firm.name + " (" + firm.mentions + ")");
      button.type = "button";
      button.dataset.firm = index;
    });
  };

  // ---- overview
  const showOverview = () => {
    const count = (table) => data.articles.reduce((sum, article) => sum + article[table].length, 0);
    $("totals").textContent = data.articles.length + " articles: " + count("firms") + " firms, " + count("organisations") +
      " organisations, " + count("figures") + " figures, " + count("skills") + " skills, " + count("relations") + " relations.";
    const flagged = $("flagged");
    flagged.replaceChildren();
    const list = make("ul", flagged);
    let shown = 0, more = 0;
    data.articles.forEach((article, index) => rowsOf(article).forEach((row, place) => {
      if (!row.flag) return;
      if (shown >= 50) { more += 1; return; }
      shown += 1;
      const line = make("li", list);
      link(line, index, place, article.text.slice(row.start, row.end).replace(/\s+/g, " "));
      line.append(" ");
      make("span", line, "flag", row.flag);
      addText(line, " in " + (article.title || article.id));
    }));
    if (more) make("p", flagged, "", "and " + more + " more; filter by flag in an article to see them");
    if (!shown) make("p", flagged, "", "No row is flagged.");
  };

  // ---- where we are: #overview, #articles, #article/3, #article/3/17, #firms, #firm/2
  const go = () => {
    const [view, first, second] = location.hash.slice(1).split("/");
    const name = view.startsWith("article") ? "articles" : view.startsWith("firm") ? "firms" : "overview";
    for (const other of ["overview", "articles", "firms"]) $("view-" + other).hidden = other !== name;
    for (const anchor of document.querySelectorAll("nav a")) {
      if (anchor.hash === "#" + name) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    }
    if (name === "articles") {
      openArticle(view === "article" ? Number(first) || 0 : current);
      if (second !== undefined && second !== "") pick(Number(second));
    }
    if (name === "firms") { fillFirms(); openFirm(view === "firm" ? Number(first) || 0 : 0); }
    if (name === "overview") showOverview();
  };
  addEventListener("hashchange", go);
  articleSelect.addEventListener("change", () => { location.hash = "#article/" + articleSelect.value; });
  $("search").addEventListener("input", () => {
    fillArticles();
    if (articleSelect.options.length === 1) location.hash = "#article/" + articleSelect.options[0].value;
  });
  $("firm-search").addEventListener("input", fillFirms);
  for (const id of ["show-mentions", "show-figures", "show-skills", "kind", "flag", "firm", "rule", "received"]) {
    $(id).addEventListener("change", refresh);
  }
  $("text").addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark) pick(Number(mark.dataset.row));
  });
  $("rows").addEventListener("click", (event) => {
    const item = event.target.closest(".row");
    if (item) pick(Number(item.dataset.row));
  });
  $("firm-list").addEventListener("click", (event) => {
    if (event.target.dataset.firm) location.hash = "#firm/" + event.target.dataset.firm;
  });
  $("keys").addEventListener("click", () => {
    $("help").hidden = !$("help").hidden;
    $("keys").setAttribute("aria-expanded", String(!$("help").hidden));
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const inArticles = !$("view-articles").hidden;
    if (event.key === "/") {
      event.preventDefault();
      if (!inArticles) location.hash = "#articles";
      $("search").focus();
    } else if (!inArticles) { return; }
    else if (event.key === "j" || event.key === "ArrowDown" && event.target.id === "rows") { event.preventDefault(); move(1); }
    else if (event.key === "k" || event.key === "ArrowUp" && event.target.id === "rows") { event.preventDefault(); move(-1); }
    else if (event.key === "n") location.hash = "#article/" + Math.min(data.articles.length - 1, current + 1);
    else if (event.key === "p") location.hash = "#article/" + Math.max(0, current - 1);
    else if (event.key === "s") { $("received").checked = !$("received").checked; refresh(); }
  });
  go();
})();
