// The dates of a result on one scale. As with the chart, the drawing is a table whose rows hold
// it. Two columns named like a beginning and an end make a span.
import { make, makeSvg } from "../elements.js";
import { cell, columns, date, naming, tabular } from "../values.js";
import { choices } from "./choices.js";

const MOST = 500;
const WIDTH = 400;
const HEIGHT = 18;
const NARROWEST = 4;
const BEGINS = /start|begin|from/i;
const ENDS = /end|until|to$/i;
const NONE = "(none)";

export class Timeline {
  label = "Timeline";
  needs = "The timeline needs a column of dates.";
  priority = 3;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return columns(tabular(this.yasr), date).length > 0;
  }

  draw() {
    const result = tabular(this.yasr);
    const dates = columns(result, date);
    const start = dates.find((name) => BEGINS.test(name)) ?? dates[0];
    const end = dates.find((name) => ENDS.test(name) && name !== start) ?? NONE;
    const others = result.names.filter((name) => !dates.includes(name));
    const box = make("div");
    const show = (chosen) => box.replaceChildren(...this.#strips(result.rows, chosen));
    const { row, chosen } = choices(
      {
        start: { label: "Dates", names: dates, first: start },
        end: { label: "Until", names: [NONE, ...dates], first: end },
        name: { label: "Rows are named by", names: others.length ? others : dates, first: naming(result, dates) || start },
      },
      show,
    );
    this.yasr.resultsEl.append(row, box);
    show(chosen);
  }

  #strips(rows, { start, end, name }) {
    const spans = rows.map((row) => ({ row, ...span(row[start], row[end]) })).filter((s) => s.text);
    spans.sort((a, b) => a.start - b.start || a.end - b.end);
    const shown = spans.slice(0, MOST);
    const low = Math.min(...shown.map((s) => s.start));
    const high = Math.max(...shown.map((s) => s.end));
    const table = make("table", { class: "drawing" }, make("caption", {}, `Dates: ${start}, by ${name}`));
    const body = make("tbody", {}, ...shown.map((s) => this.#strip(s, name, low, high)));
    table.append(head(name, low, high), body);
    return [...this.#notes(rows.length, shown.length), table];
  }

  #notes(all, shown) {
    const notes = [];
    if (this.yasr.own.claims) {
      notes.push("Dates stand as they were read from the words of the speaker, or as given by the data.");
    }
    if (shown < all) notes.push(`${shown} of ${all} rows have a date and are shown.`);
    return notes.map((text) => make("p", { class: "note" }, text));
  }

  #strip({ row, start, end, text }, name, low, high) {
    const { terms } = this.yasr.own;
    const dateCell = make("td", {}, make("span", { class: "date" }, text));
    const nameCell = make("th", { scope: "row" }, cell(row[name], terms));
    return make("tr", {}, dateCell, nameCell, make("td", {}, strip(start, end, low, high)));
  }
}

function span(from, until) {
  const [first, last] = [date(from), date(until)];
  if (!first) return {};
  if (!last || last.end <= first.end) return first;
  return { start: first.start, end: last.end, text: `${first.text} – ${last.text}` };
}

function head(name, low, high) {
  const ends = [low, high - 1].map((time) => new Date(time).getUTCFullYear());
  const scale = make("td", { class: "scale", "aria-hidden": "true" });
  scale.append(make("span", {}, String(ends[0])), make("span", {}, String(ends[1])));
  const heads = ["Date", name].map((text) => make("th", { scope: "col" }, text));
  return make("thead", {}, make("tr", {}, ...heads, scale));
}

function strip(start, end, low, high) {
  const scale = WIDTH / (high - low || 1);
  const width = Math.max((end - start) * scale, NARROWEST);
  const x = Math.min((start - low) * scale, WIDTH - width);
  const box = `0 0 ${WIDTH} ${HEIGHT}`;
  const picture = makeSvg("svg", { viewBox: box, preserveAspectRatio: "none", "aria-hidden": "true", class: "bar strip" });
  picture.append(makeSvg("line", { x1: 0, y1: HEIGHT / 2, x2: WIDTH, y2: HEIGHT / 2 }));
  picture.append(makeSvg("rect", { x, y: 2, width, height: HEIGHT - 4 }));
  return picture;
}
