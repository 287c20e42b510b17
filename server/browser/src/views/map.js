// The places of a result on outlines of land, drawn here from a file of our own: no tiles, no
// borders. The list below says the same in words.
import { make, makeSvg } from "../elements.js";
import { cell, columns, naming, point, tabular } from "../values.js";
import { choices } from "./choices.js";

const WIDEST = 1000;
const NARROWEST = 6; // degrees of latitude, so that some coast is seen
const RADIUS = 10;
const LAND = new URL("land.json", import.meta.url);

let land = null;

export class Map {
  label = "Map";
  needs = "The map needs a column of points, such as geo:asWKT.";
  priority = 5;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return columns(tabular(this.yasr), point).length > 0;
  }

  /** Fetches the outlines, once; without them the places stand on an empty ground. */
  async initialize() {
    land ??= fetch(LAND)
      .then((response) => response.json())
      .then(rings)
      .catch(() => []);
    this.land = await land;
  }

  draw() {
    const result = tabular(this.yasr);
    const points = columns(result, point);
    const names = result.names.filter((name) => !points.includes(name));
    const box = make("div");
    const show = (chosen) => box.replaceChildren(...this.#map(result.rows, chosen));
    const { row, chosen } = choices(
      {
        point: { label: "Points", names: points, first: points[0] },
        name: { label: "Places are named by", names: names.length ? names : points, first: naming(result, points) || points[0] },
      },
      show,
    );
    this.yasr.resultsEl.append(row, box);
    show(chosen);
  }

  #map(rows, { point: column, name }) {
    const places = placesOf(rows, column, name);
    // As wide as there is room, so that its letters keep their size on a phone.
    const width = Math.min(this.yasr.resultsEl.clientWidth, WIDEST);
    const view = around(places, { width, height: Math.max(width * 0.55, 280) });
    const figure = make("figure", { class: "map" });
    const redraw = () => figure.replaceChild(this.#picture(places, view), figure.firstChild);
    figure.append(this.#picture(places, view), this.#caption(view, redraw));
    return [figure, this.#list(places, name)];
  }

  #caption(view, redraw) {
    const steps = { Closer: 0.6, Wider: 1 / 0.6 };
    const buttons = Object.entries(steps).map(([label, factor]) => {
      const button = make("button", { type: "button", class: "quiet" }, label);
      button.addEventListener("click", () => {
        view.high = Math.min(Math.max(view.high * factor, 0.05), 170);
        redraw();
      });
      return button;
    });
    const text = "Land and water, no borders (Natural Earth). The numbers are those of the list.";
    return make("figcaption", {}, make("span", { class: "row" }, ...buttons), make("span", {}, text));
  }

  #picture(places, view) {
    const place = projection(view);
    const label = `Map of ${places.length} place${places.length === 1 ? "" : "s"}; the list below names them`;
    const picture = makeSvg("svg", { viewBox: `0 0 ${view.width} ${view.height}`, role: "img", "aria-label": label });
    picture.append(makeSvg("rect", { class: "water", width: view.width, height: view.height }));
    picture.append(makeSvg("path", { class: "land", d: outline(this.land, view, place) }));
    for (const [index, at] of places.entries()) picture.append(mark(place(at.east, at.north), index + 1));
    return picture;
  }

  #list(places, name) {
    const { terms } = this.yasr.own;
    const items = places.map(({ rows, east, north }) => {
      const item = make("li");
      rows.forEach((row, index) => item.append(index ? "; " : "", cell(row[name], terms) || "(no name)"));
      item.append(" ", make("small", {}, `${degrees(north, "N", "S")}, ${degrees(east, "E", "W")}`));
      return item;
    });
    return make("ol", { class: "places" }, ...items);
  }
}

/** Puts rows with the same place and the same name together. */
function placesOf(rows, column, name) {
  const places = {};
  for (const row of rows) {
    const at = row[column] && point(row[column]);
    if (!at) continue;
    const place = (places[`${at.east} ${at.north}`] ??= { ...at, rows: [] });
    if (!place.rows.some((other) => other[name]?.value === row[name]?.value)) place.rows.push(row);
  }
  return Object.values(places);
}

/** Returns the extent of the map: its middle, and its height in degrees of latitude. */
function around(places, { width, height }) {
  const [easts, norths] = [places.map((p) => p.east), places.map((p) => p.north)];
  const [west, east] = [Math.min(...easts), Math.max(...easts)];
  const [south, north] = [Math.min(...norths), Math.max(...norths)];
  const middle = { east: (west + east) / 2, north: (south + north) / 2 };
  const wide = ((east - west) * Math.cos(radians(middle.north)) * height) / width;
  const high = Math.max(NARROWEST, 1.4 * Math.max(north - south, wide));
  return { ...middle, high, width, height };
}

/** Plate carrée, true to scale in the middle: enough for marking places. */
function projection({ east, north, high, width, height }) {
  const scale = height / high;
  const narrow = Math.cos(radians(north));
  return (x, y) => [width / 2 + (x - east) * narrow * scale, height / 2 - (y - north) * scale];
}

function outline(land, view, place) {
  const high = view.high / 2;
  const wide = (high * view.width) / view.height / Math.cos(radians(view.north));
  const seen = land.filter(
    ({ west, east, south, north }) =>
      west < view.east + wide && east > view.east - wide && south < view.north + high && north > view.north - high,
  );
  return seen.map(({ ring }) => `M${ring.map(([x, y]) => place(x, y).map((n) => n.toFixed(1))).join("L")}Z`).join("");
}

function mark([x, y], text) {
  const number = makeSvg("text", { x, y: y + 4 }, String(text));
  return makeSvg("g", { class: "mark" }, makeSvg("circle", { cx: x, cy: y, r: RADIUS }), number);
}

function rings({ features, geometry }) {
  const shapes = (features ?? [{ geometry }]).flatMap(({ geometry: shape }) =>
    shape.type === "MultiPolygon" ? shape.coordinates.flat() : shape.coordinates,
  );
  return shapes.map((ring) => {
    const [easts, norths] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    const [west, east] = [Math.min(...easts), Math.max(...easts)];
    return { ring, west, east, south: Math.min(...norths), north: Math.max(...norths) };
  });
}

function radians(degree) {
  return (degree * Math.PI) / 180;
}

function degrees(value, positive, negative) {
  return `${Math.abs(value).toFixed(3)}° ${value < 0 ? negative : positive}`;
}
