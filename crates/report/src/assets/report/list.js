// A list of any length of which only what is in sight exists.

class List {
  /** `element` is a listbox; `draw(item, value, index)` fills an item; `choose(value, index)` is told of a choice. */
  constructor(element, draw, choose) {
    Object.assign(this, { element, draw, choose, values: [], chosen: -1, at: 0 });
    this.space = make("div", element, "space");
    this.space.setAttribute("role", "presentation");
    this.shown = new Map();
    element.addEventListener("scroll", () => this.paint(), { passive: true });
    element.addEventListener("click", (event) => {
      const item = event.target.closest(".item");
      if (item) this.take(Number(item.dataset.index));
    });
    element.addEventListener("keydown", (event) => {
      const page = Math.max(1, Math.floor(element.clientHeight / this.height()) - 1);
      const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + page, PageUp: this.at - page,
        Home: 0, End: this.values.length - 1 }[event.key];
      if (to !== undefined) { event.preventDefault(); this.move(to); }
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); this.take(this.at); }
    });
    new ResizeObserver(() => this.paint()).observe(element);
    addEventListener("beforeprint", () => this.paint(true));
  }

  height() { return 3.4 * parseFloat(getComputedStyle(document.documentElement).fontSize); }

  fill(values, chosen = -1) {
    Object.assign(this, { values, chosen, at: Math.max(0, chosen) });
    this.element.querySelector(".none")?.remove();
    if (!values.length) make("p", this.element, "none", "Nothing to show.");
    this.clear();
    this.reveal(this.at);
  }

  clear() {
    for (const item of this.shown.values()) item.remove();
    this.shown.clear();
    this.space.style.height = this.values.length * this.height() + "px";
    this.paint();
  }

  paint(all = false) {
    const height = this.height(), { scrollTop, clientHeight } = this.element;
    const most = all ? 200 : Infinity;
    const first = all ? 0 : Math.max(0, Math.floor(scrollTop / height) - 4);
    const last = Math.min(this.values.length, all ? most : Math.ceil((scrollTop + clientHeight) / height) + 4);
    for (const [index, item] of this.shown) {
      if (index < first || index >= last) { item.remove(); this.shown.delete(index); }
    }
    for (let index = first; index < last; index += 1) {
      if (this.shown.has(index)) continue;
      const item = make("div", this.space, "item");
      item.id = this.element.id + "-" + index;
      item.dataset.index = index;
      item.style.top = index * height + "px";
      item.setAttribute("role", "option");
      item.setAttribute("aria-setsize", this.values.length);
      item.setAttribute("aria-posinset", index + 1);
      this.draw(item, this.values[index], index);
      this.shown.set(index, item);
    }
    for (const [index, item] of this.shown) {
      item.setAttribute("aria-selected", String(index === this.chosen));
      item.classList.toggle("at", index === this.at);
    }
    if (this.shown.has(this.at)) this.element.setAttribute("aria-activedescendant", this.element.id + "-" + this.at);
    else this.element.removeAttribute("aria-activedescendant");
  }

  reveal(index) {
    const height = this.height(), { scrollTop, clientHeight } = this.element, top = index * height;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + height > scrollTop + clientHeight) this.element.scrollTop = top + height - clientHeight;
    this.paint();
  }

  move(index) {
    this.at = Math.max(0, Math.min(index, this.values.length - 1));
    this.reveal(this.at);
  }

  take(index) {
    if (!this.values.length) return;
    this.chosen = index;
    this.move(index);
    this.choose(this.values[index], index);
  }
}
