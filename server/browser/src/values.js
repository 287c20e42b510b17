// Reads the values of a result: what is a number, a date, a place, and which column names a row.
import { make } from "./elements.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const WHOLE = ["integer", "decimal", "double", "float", "int", "long", "short", "byte"];
const NUMBERS = new Set(
  [...WHOLE, "nonNegativeInteger", "positiveInteger", "negativeInteger", "nonPositiveInteger"]
    .concat(["unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"])
    .map((name) => XSD + name),
);
const DATES = new Set(["date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"].map((name) => XSD + name));
const WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";
const POINT = /^\s*(?:<[^>]*>\s*)?POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i;
// Columns that qualify a figure and are shown with it; they do not label a row.
export const BESIDE = /^(hedge|qualifier|unit|basis)$/i;
const ISO = /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?/;

/** The rows and columns of what YASR holds. */
export function tabular(yasr) {
  return { names: yasr.results?.getVariables() ?? [], rows: yasr.results?.getBindings() ?? [] };
}

/** Returns a number, or null. */
export function number(value) {
  if (!value || !NUMBERS.has(value.datatype)) return null;
  const parsed = Number(value.value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** Returns `{ start, end, text }` in milliseconds, as wide as the date is precise, or null. */
export function date(value) {
  const match = value && DATES.has(value.datatype) ? ISO.exec(value.value) : null;
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? null : Number(part)));
  const start = utc(year, (month ?? 1) - 1, day ?? 1);
  const end = utc(month ? year : year + 1, day || !month ? (month ?? 1) - 1 : month, day ? day + 1 : 1);
  return { start, end, text: value.value };
}

function utc(year, month, day) {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month, day);
  return moment.getTime();
}

/** Returns `{ east, north }` in degrees of a point (WKT), or null. */
export function point(value) {
  if (!value || (value.datatype && value.datatype !== WKT)) return null;
  const match = POINT.exec(value.value);
  return match && { east: Number(match[1]), north: Number(match[2]) };
}

/** Returns the columns with values that can all be read; a row may have none. */
export function columns({ names, rows }, read) {
  return names.filter((name) => {
    const there = rows.filter((row) => row[name]);
    return there.length > 0 && there.every((row) => read(row[name]) !== null);
  });
}

/** Guesses the column that labels the rows: short texts that differ from row to row. */
export function naming({ names, rows }, taken) {
  const rated = names
    .filter((name) => !taken.includes(name))
    .map((name) => ({ name, rate: rating(rows.map((row) => row[name]).filter(Boolean)) - BESIDE.test(name) }));
  rated.sort((a, b) => b.rate - a.rate);
  return rated[0]?.name ?? "";
}

function rating(values) {
  if (!values.length) return -1;
  const texts = values.map((value) => value.value);
  const long = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const apart = new Set(texts).size / texts.length;
  const wordy = values[0].type === "uri" || values[0].datatype ? 0 : 1;
  return wordy + apart - Math.min(long / 80, 1.5);
}

/** Shows one value: a link, or a text in its language and direction. */
export function cell(value, terms) {
  if (!value) return "";
  if (value.type === "triple") return make("bdi", {}, triple(value.value, terms));
  if (value.type === "uri") return link(value.value, terms);
  if (value.type === "bnode") return make("bdi", {}, `_:${value.value.slice(0, 8)}`);
  return literal(value);
}

function link(iri, terms) {
  const text = make("bdi", {}, terms.shown(iri));
  const href = terms.href(iri);
  if (!href) return text;
  const away = new URL(href).origin !== location.origin;
  return make("a", { href, rel: away ? "nofollow noopener" : null }, text);
}

function literal(value) {
  const language = value["xml:lang"] ?? "";
  const text = make("bdi", { class: "literal", lang: language || null }, value.value);
  if (!language || language === "en") return text;
  const both = document.createDocumentFragment();
  both.append(text, " ", make("small", {}, `(${language})`));
  return both;
}

/** Returns a value as plain text. */
export function plain(value, terms) {
  if (!value) return "";
  if (value.type === "triple") return triple(value.value, terms);
  return value.type === "uri" ? terms.shown(value.value) : value.value;
}

function triple({ subject, predicate, object }, terms) {
  const parts = [subject, predicate, object].map((part) => plain(part, terms));
  return `<<( ${parts.join(" ")} )>>`;
}
