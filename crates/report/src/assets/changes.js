'use strict';
const { columns, changes, judged } = JSON.parse(document.getElementById('data').textContent);
const at = Object.fromEntries(columns.map((name, index) => [name, index]));
const lines = [];
let picked = 0;
let unsaved = false;

// Characters that steer the direction of text or do not show are shown as what they are.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const show = (node, text) => {
  for (const part of text.split(new RegExp(`(${hidden.source})`))) {
    if (hidden.test(part)) {
      const sign = document.createElement('span');
      sign.className = 'control';
      sign.textContent = 'U+' + part.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      node.append(sign);
    } else node.append(part);
  }
  return node;
};
const make = (name, className, text = '') => {
  const node = document.createElement(name);
  node.className = className;
  return show(node, text);
};
const button = (text, press) => {
  const node = make('button', '', text);
  node.type = 'button';
  node.addEventListener('click', press);
  return node;
};

const sentence = (change) => {
  const node = make('p', 'sentence');
  const start = change.text ? change.sentence.indexOf(change.text) : -1;
  if (start < 0) return show(node, change.sentence);
  show(node, change.sentence.slice(0, start));
  node.append(make('mark', '', change.text));
  return show(node, change.sentence.slice(start + change.text.length));
};

const paint = (line) => {
  for (const [word, node] of Object.entries(line.buttons)) {
    node.setAttribute('aria-pressed', line.verdict === word);
  }
};
const count = () => {
  const done = lines.filter((line) => line.verdict).length;
  document.getElementById('count').textContent = `${done} of ${lines.length} judged`;
};
const say = (all, verdict) => {
  for (const line of all) {
    line.verdict = verdict;
    if (verdict !== 'correct' && line.input) line.input.value = '';
    paint(line);
  }
  unsaved = true;
  count();
};
const pick = (index) => {
  if (!lines.length) return;
  lines[picked].node.classList.remove('picked');
  picked = Math.max(0, Math.min(index, lines.length - 1));
  lines[picked].node.classList.add('picked');
  lines[picked].node.scrollIntoView({ block: 'center' });
};

const controls = (line) => {
  const node = make('span', 'controls');
  for (const word of ['accept', 'reject']) {
    line.buttons[word] = button(word, () => { pick(lines.indexOf(line)); say([line], word); });
    line.buttons[word].setAttribute('aria-pressed', 'false');
    node.append(line.buttons[word], ' ');
  }
  if (line.cells[at.column]) {
    line.input = document.createElement('input');
    line.input.placeholder = 'correct value';
    line.input.setAttribute('aria-label', 'correct value');
    line.input.addEventListener('input', () => say([line], line.input.value ? 'correct' : ''));
    node.append(line.input);
  }
  return node;
};

const row = (change, cells) => {
  const node = make('div', 'line');
  const line = { change, cells, node, verdict: '', buttons: {}, input: null };
  const name = cells[at.column] ? cells[at.column] + ': ' : '';
  for (const side of ['old', 'new']) {
    if (name || cells[at[side]]) node.append(make('p', side, name + cells[at[side]]));
  }
  if (judged) node.append(controls(line));
  lines.push(line);
  return node;
};

const groups = new Map();
for (const change of changes) {
  if (!groups.has(change.cause)) groups.set(change.cause, []);
  groups.get(change.cause).push(change);
}
const main = document.getElementById('changes');
const of = (cause) => lines.filter((line) => line.change.cause === cause);
for (const [cause, all] of groups) {
  const head = make('h2', '', `${cause}: ${all.length} changes`);
  if (judged) head.append(button('accept all', () => say(of(cause), 'accept')));
  main.append(head);
  for (const change of all) {
    const card = make('section', 'change');
    card.append(make('p', 'where', `${change.article}, ${change.table}, ${change.lines[0][at.change]}: ${change.text}`));
    if (change.sentence) card.append(sentence(change));
    for (const cells of change.lines) card.append(row(change, cells));
    main.append(card);
  }
}

// A cell that a spreadsheet would run as a formula has an apostrophe before it, as in all tables.
const guard = (cell) => (/^'*[=+\-@\t\r]./s.test(cell) ? "'" + cell : cell);
const quote = (cell) => (/[",\n\r]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell);
const csv = () => {
  const filled = lines.map((line) => {
    const cells = [...line.cells];
    cells[at.verdict] = line.verdict;
    cells[at.correct] = line.verdict === 'correct' ? line.input.value : '';
    return cells.map(guard);
  });
  return '\ufeff' + [columns, ...filled].map((cells) => cells.map(quote).join(',') + '\n').join('');
};

if (judged) {
  document.getElementById('save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }));
    link.download = 'review.csv';
    link.click();
    unsaved = false;
  });
  addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });
  count();
  pick(0);
}
addEventListener('keydown', (event) => {
  if (event.target.tagName === 'INPUT') {
    if (event.key === 'Escape' || event.key === 'Enter') event.target.blur();
    return;
  }
  if (!judged || !lines.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const line = lines[picked];
  const act = {
    j: () => pick(picked + 1),
    k: () => pick(picked - 1),
    a: () => { say([line], 'accept'); pick(picked + 1); },
    r: () => { say([line], 'reject'); pick(picked + 1); },
    s: () => { say([line], ''); pick(picked + 1); },
    A: () => say(of(line.change.cause), 'accept'),
    c: () => { event.preventDefault(); line.input?.focus(); },
  }[event.key];
  act?.();
});
