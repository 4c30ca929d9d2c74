// Where we are: #overview, #articles, #article/3, #article/3/17, #firms, #firm/2; and the keys.

(async () => {
  let data;
  try {
    data = new Data(await unpack());
  } catch (error) {
    $("trouble").textContent = error.message;
    $("trouble").hidden = false;
    return;
  }
  const reader = new Reader(data), overview = new Overview(data, reader), sheets = new Sheets(data);
  $("foot").textContent = "Made by " + data.tool + ". Every row points at the characters it came from.";

  const views = ["overview", "articles", "firms"];
  const view = () => views.find((name) => !$("view-" + name).hidden);
  const go = () => {
    const [place, first, second] = location.hash.slice(1).split("/");
    const name = place.startsWith("article") ? "articles" : place.startsWith("firm") ? "firms" : "overview";
    if (place === "main") return;
    for (const other of views) $("view-" + other).hidden = other !== name;
    for (const anchor of document.querySelectorAll("nav a")) {
      if (anchor.hash === "#" + name) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    }
    if (name === "articles") {
      reader.open(place === "article" ? Number(first) || 0 : Math.max(0, reader.current));
      if (second) reader.pick(Number(second));
    }
    if (name === "firms") sheets.open(place === "firm" ? Number(first) || 0 : Math.max(0, sheets.current));
    if (name === "overview") overview.show();
    const title = { overview: "overview", articles: $("article-title").textContent, firms: data.firms[sheets.current]?.name }[name];
    document.title = plain(title || name) + " – tearsheet";
    if (name === "firms") scrollTo(0, 0);
  };

  const keys = () => {
    $("help").hidden = !$("help").hidden;
    $("keys").setAttribute("aria-expanded", String(!$("help").hidden));
  };
  $("keys").addEventListener("click", keys);
  const search = () => {
    if (view() === "overview") location.hash = "#articles";
    setTimeout(() => $(view() === "firms" ? "firm-search" : "search").focus());
  };
  const inReader = (act) => () => { if (view() === "articles") act(); };
  const step = (by) => () => { if (view() === "articles") reader.step(by); else if (view() === "firms") sheets.step(by); };
  const bound = {
    "1": () => { location.hash = "#overview"; }, "2": () => { location.hash = "#articles"; }, "3": () => { location.hash = "#firms"; },
    j: inReader(() => reader.move(1)), k: inReader(() => reader.move(-1)), n: step(1), p: step(-1),
    s: inReader(() => { $("received").checked = !$("received").checked; reader.show(); }),
    x: inReader(() => reader.off()), "/": search, "?": keys,
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") { document.activeElement?.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|TEXTAREA)$/.test(event.target.tagName)
      || (event.target.tagName === "INPUT" && event.target.type !== "checkbox")) return;
    const arrows = event.target.id === "rows" ? { ArrowDown: "j", ArrowUp: "k" } : {};
    const act = bound[arrows[event.key] || event.key];
    if (act) { event.preventDefault(); act(); }
  });
  addEventListener("hashchange", go);
  go();
  document.documentElement.dataset.ready = Math.round(performance.now());
})();
