// Bars for one column of numbers. The drawing is a table whose rows hold the bars, so it says the
// same to those who see it and to those who hear it.
import { make, makeSvg } from "../elements.js";
import { BESIDE, cell, columns, naming, number, plain, tabular } from "../values.js";
import { choices } from "./choices.js";

const MOST = 200;
const WIDTH = 400;
const HEIGHT = 18;

export class Chart {
  label = "Chart";
  needs = "The chart needs a column of numbers.";
  priority = 4;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return columns(tabular(this.yasr), number).length > 0;
  }

  draw() {
    const result = tabular(this.yasr);
    const numbers = columns(result, number);
    const first = naming(result, numbers);
    const others = result.names.filter((name) => name !== numbers[0] || result.names.length === 1);
    const box = make("div");
    const show = (chosen) => box.replaceChildren(...this.#bars(result.rows, chosen));
    const { row, chosen } = choices(
      {
        value: { label: "Bars show", names: numbers, first: numbers[0] },
        name: { label: "Rows are named by", names: others, first: first || others[0] },
      },
      show,
    );
    this.yasr.resultsEl.append(row, box);
    show(chosen);
  }

  #bars(rows, { value, name }) {
    const drawn = rows.filter((row) => row[value]).slice(0, MOST);
    const all = drawn.map((row) => number(row[value]));
    const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
    const table = make("table", { class: "drawing" }, make("caption", {}, caption(value, name)));
    const heads = [name, value].map((text) => make("th", { scope: "col" }, text));
    heads[1].className = "number";
    heads.push(make("td", { "aria-hidden": "true" }));
    const body = make("tbody", {}, ...drawn.map((row) => this.#bar(row, value, name, low, high)));
    table.append(make("thead", {}, make("tr", {}, ...heads)), body);
    return [...this.#notes(rows.length, drawn.length), table];
  }

  #notes(all, shown) {
    const notes = [];
    if (this.yasr.own.claims) {
      notes.push(
        "Each bar is one row of the result. A figure from a statement is as its speaker gave it: who, " +
          "and in which words, is in the table. Groups may overlap: bars are not to be added up.",
      );
    }
    if (shown < all) notes.push(`${shown} of ${all} rows have a bar.`);
    return notes.map((text) => make("p", { class: "note" }, text));
  }

  #bar(row, value, name, low, high) {
    const { terms } = this.yasr.own;
    const beside = Object.keys(row).filter((key) => BESIDE.test(key) && key !== name && row[key]);
    const texts = beside.map((key) => plain(row[key], terms));
    const head = make("th", { scope: "row" }, cell(row[name], terms));
    if (texts.length) head.append(" ", make("small", {}, `(${texts.join(", ")})`));
    const valueCell = make("td", { class: "number" }, cell(row[value], terms));
    return make("tr", {}, head, valueCell, make("td", {}, bar(number(row[value]), low, high)));
  }
}

function caption(value, name) {
  return `Bars: ${value}, by ${name}`;
}

function bar(value, low, high) {
  const scale = WIDTH / (high - low || 1);
  const [from, to] = [Math.min(0, value), Math.max(0, value)];
  const box = `0 0 ${WIDTH} ${HEIGHT}`;
  const picture = makeSvg("svg", { viewBox: box, preserveAspectRatio: "none", "aria-hidden": "true", class: "bar" });
  const width = Math.max((to - from) * scale, value ? 1 : 0);
  picture.append(makeSvg("rect", { x: (from - low) * scale, y: 0, width, height: HEIGHT }));
  return picture;
}
