// The result as a table: sorted by any column, narrowed by a word, a hundred rows at a time.
import { hide, make } from "../elements.js";
import { cell, date, number, plain, tabular } from "../values.js";

const STEP = 100;

export class Table {
  label = "Table";
  needs = "The table needs rows.";
  priority = 10;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return tabular(this.yasr).names.length > 0;
  }

  draw() {
    const { names, rows } = tabular(this.yasr);
    this.terms = this.yasr.own.terms;
    this.names = names;
    this.all = rows;
    this.sorted = { name: "", down: false };
    if (!rows.length) {
      this.yasr.resultsEl.append(make("p", {}, "The query has no result: nothing in the data fits it."));
      return;
    }
    this.body = make("tbody");
    this.more = make("button", { type: "button", class: "quiet" }, `Show ${STEP} more rows`);
    this.more.addEventListener("click", () => this.#add());
    const table = make("table", {}, make("caption", { class: "hidden" }, "Result of the query"));
    table.append(make("thead", {}, make("tr", {}, ...names.map((name) => this.#head(name)))), this.body);
    const box = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows of the result" }, table);
    this.yasr.resultsEl.append(...this.#filter(), box, this.more);
    this.#rows(rows);
  }

  #filter() {
    if (this.all.length < 10) return [];
    const field = make("input", { type: "search", id: "rows", autocomplete: "off" });
    const status = make("span", { role: "status", class: "small" });
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase();
      const left = this.all.filter((row) => this.#text(row).includes(wanted));
      status.textContent = wanted ? `${left.length} of ${this.all.length} rows` : "";
      this.#rows(left);
    });
    return [make("p", { class: "row" }, make("label", { for: "rows" }, "Only rows with"), field, status)];
  }

  #text(row) {
    return this.names.map((name) => plain(row[name], this.terms)).join("\n").toLowerCase();
  }

  #head(name) {
    const button = make("button", { type: "button", class: "sort" }, name);
    const head = make("th", { scope: "col" }, button);
    button.addEventListener("click", () => this.#sort(name, head));
    return head;
  }

  #sort(name, head) {
    const down = this.sorted.name === name && !this.sorted.down;
    this.sorted = { name, down };
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const by = (a, b) => (down ? -1 : 1) * compared(a[name], b[name], this.terms);
    this.#rows([...this.shown].sort(by));
  }

  #rows(rows) {
    this.shown = rows;
    this.at = 0;
    this.body.replaceChildren();
    this.#add();
  }

  #add() {
    const next = this.shown.slice(this.at, this.at + STEP);
    this.at += next.length;
    this.body.append(...next.map((row) => this.#row(row)));
    hide(this.more, this.at >= this.shown.length);
  }

  #row(row) {
    const cells = this.names.map((name) => {
      const right = number(row[name]) === null ? null : "number";
      return make("td", { class: right }, cell(row[name], this.terms));
    });
    return make("tr", {}, ...cells);
  }
}

function compared(a, b, terms) {
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  for (const read of [number, (value) => date(value)?.start ?? null]) {
    const [one, other] = [read(a), read(b)];
    if (one !== null && other !== null) return one - other;
  }
  return plain(a, terms).localeCompare(plain(b, terms), "en", { numeric: true });
}
