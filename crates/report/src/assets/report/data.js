"use strict";
// What the page shows. Text of articles is never parsed as markup: it goes in as text nodes. Only charts are parsed,
// which tearsheet itself drew and in which it escaped every label.

const $ = (id) => document.getElementById(id);
const KINDS = ["mentions", "figures", "skills"];
const NAMES = { mentions: "firm", figures: "figure", skills: "skill" };

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
const plain = (text) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " ");
const many = (count, one) => count.toLocaleString("en") + " " + one + (count === 1 ? "" : "s");

/** The data element's JSON, unpacked if it is compressed. */
const unpack = async () => {
  const element = $("data");
  if (element.type === "application/json") return JSON.parse(element.textContent);
  if (!("DecompressionStream" in window)) {
    throw new Error("This browser cannot unpack the page's data (Firefox 113, Safari 16.4 and Chrome 103 can). " +
      "Make the page with tearsheet report --plain, or open it in another browser.");
  }
  const bytes = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const data = JSON.parse(await new Response(stream).text());
  element.remove();
  return data;
};

/** The dataset, with its columns of numbers turned into rows where they are asked for. */
class Data {
  constructor(packed) {
    Object.assign(this, { tool: packed.tool, strings: packed.strings, columns: packed.tables, relations: packed.relations });
    this.articles = packed.articles.map(([id, source, title, published, status, text, blocks, sentences, tables]) =>
      ({ id, source, title, published, status, text, blocks, sentences, tables }));
    this.firms = packed.firms.map(([name, isFirm, mentions, articles, facts, charts]) =>
      ({ name, isFirm: isFirm === 1, mentions, articles, facts, charts }));
    this.cache = new Map();
    // Rules of the lexicons are lines of their files: thousands, so the file stands for them.
    this.ruleOf = this.strings.map((text) => text.replace(/:\d+$/, ""));
  }

  /** Rows of an article in the order of the text. */
  rows(index) {
    let rows = this.cache.get(index);
    if (rows) return rows;
    rows = [];
    const article = this.articles[index];
    KINDS.forEach((table, number) => {
      const [starts, lengths, firms, ...columns] = article.tables[number];
      let start = 0;
      lengths.forEach((length, at) => {
        start += starts[at];
        const cell = (column) => (columns[column] ? this.strings[columns[column][at]] : "");
        rows.push({ table, article: index, start, end: start + length, firm: firms[at], kind: cell(0), flag: cell(1), rule: cell(2),
          cells: () => Object.fromEntries(this.columns[table].map((name, column) => [name, cell(column)])) });
      });
    });
    rows.sort((a, b) => a.start - b.start || a.end - b.end);
    rows.forEach((row, place) => { row.place = place; });
    if (this.cache.size > 200) this.cache.delete(this.cache.keys().next().value);
    this.cache.set(index, rows);
    return rows;
  }

  /** Numbers of rows, without making them: total, and how many pass `test(kind, flag, rule, firm)`, by table. */
  count(index, tables, test) {
    let found = 0;
    KINDS.forEach((table, number) => {
      if (!tables.includes(table)) return;
      const [, lengths, firms, kinds, flags, rules] = this.articles[index].tables[number];
      if (!test) { found += lengths.length; return; }
      for (let at = 0; at < lengths.length; at += 1) {
        if (test(kinds ? kinds[at] : 0, flags ? flags[at] : 0, rules ? rules[at] : 0, firms[at])) found += 1;
      }
    });
    return found;
  }

  /** Text of the row as a reader would say it. */
  said(row) { return plain(this.articles[row.article].text.slice(row.start, row.end)); }

  /** The sentence around a place of an article: text before, the place itself, text after. */
  sentence(index, start, end) {
    const { text, sentences } = this.articles[index];
    let [from, to, at] = [Math.max(0, start - 120), Math.min(text.length, end + 120), 0];
    for (let i = 0; i < sentences.length; i += 2) {
      const first = at + sentences[i], last = first + sentences[i + 1];
      at = last;
      if (first <= start && end <= last) { [from, to] = [first, last]; break; }
    }
    const most = 320;
    const before = (start - from > most ? "… " + text.slice(start - most, start) : text.slice(from, start)).replace(/\s+/g, " ");
    const after = (to - end > most ? text.slice(end, end + most) + " …" : text.slice(end, to)).replace(/\s+/g, " ");
    return [before, plain(text.slice(start, end)), after];
  }

  /** A position as the tables count it: in code points. */
  codePoint(index, unit) {
    const before = this.articles[index].text.slice(0, unit).match(/[\ud800-\udbff]/g);
    return unit - (before ? before.length : 0);
  }

  label(index) { return plain(this.articles[index].title || this.articles[index].id); }
}
