// The page of a statement: a passage shows what was read from it, and what was read shows its
// passage. Everything works without this; here it works at once and for any range of characters.
import { Words } from "./offsets.js";

const body = document.querySelector(".reader .body");
const panel = document.querySelector(".panel");
const held = panel?.querySelector(".held");
const said = document.querySelector(".announced");
const wide = matchMedia("(min-width: 60rem)");
const words = new Words(body, ".n");
const notes = [...document.querySelector(".notes").children].map((item) => ({
  item,
  number: item.id.replace("note-", ""),
  from: Number(item.dataset.from),
  to: Number(item.dataset.to),
  marker: body.querySelector(`.n[href="#${item.id}"]`),
}));
// The range in hand, its own note where it has one, and the link to cite.
let inHand = { from: 0, to: 0, note: null };
let link = "";

const shown = () => notes.filter((note) => !note.item.hidden);
const size = (note) => note.to - note.from;

function overlapping(from, to) {
  const end = Math.max(to, from + 1);
  return shown().filter((note) => note.from < end && from < note.to);
}

// The narrowest passage that holds the whole range, else one that shares a part of it.
function nearest(from, to) {
  const found = overlapping(from, to);
  const whole = found.filter((note) => note.from <= from && to <= note.to);
  const narrow = (a, b) => (size(a) <= size(b) ? a : b);
  return whole.length ? whole.reduce(narrow) : (found[0] ?? null);
}

// Shows a range: marks it, marks what was read from it, and opens the panel.
// `scroll.text` and `scroll.list` say which column may move.
function show(from, to, scroll = {}) {
  const around = overlapping(from, to);
  const note = nearest(from, to);
  inHand = { from, to, note };
  if (to > from) words.mark(from, to);
  else words.unmark();
  for (const { item } of notes) item.classList.remove("on", "own");
  for (const { item } of around) item.classList.add("on");
  note?.item.classList.add("own");
  rove(note);
  fill(around, note);
  const range = note && note.from === from && note.to === to;
  cite(from, to, range ? `Passage ${note.number} of ${notes.length}` : `Characters ${from}–${to}`);
  panel.hidden = false;
  if (scroll.text) intoView(from, to);
  if (scroll.list && wide.matches && around.length) beside(around, note);
  const count = new Set(around.flatMap(({ item }) => keys(item))).size;
  say(`${panel.querySelector(".where").textContent}: ${count} read from it.`);
}

function say(text) {
  said.textContent = text;
}

const keys = (item) =>
  [...item.querySelectorAll("[data-key]:not([hidden])")].map((entry) => entry.dataset.key);

// Scrolls the column of the text, on a phone the page, until the words are in sight.
function intoView(from, to) {
  const box = words.box(from, to);
  const column = body.closest(".text");
  const room = wide.matches ? column.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  const foot = panel.getBoundingClientRect();
  const bottom = Math.min(room.bottom, innerHeight, foot.height ? foot.top : innerHeight);
  if (box.top >= Math.max(room.top, 0) && box.bottom <= bottom) return;
  const by = box.top - Math.max(room.top, 0) - (bottom - room.top) / 4;
  (wide.matches ? column : window).scrollBy({ top: by, behavior: "instant" });
  // The column itself may be out of sight, below or above.
  const place = column.getBoundingClientRect();
  if (wide.matches && (place.top > innerHeight / 2 || place.bottom < innerHeight / 2)) {
    column.scrollIntoView({ block: "start", behavior: "instant" });
  }
}

// Scrolls the list until what was read from the passage is in sight.
function beside(around, note) {
  const first = note?.item ?? around[0].item;
  const box = first.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= innerHeight) return;
  first.scrollIntoView({ block: "start", behavior: "instant" });
}

// On a phone the panel holds what was read; names of places on the page must stay unique.
function fill(around, own) {
  const others = around.filter((note) => note !== own);
  held.firstElementChild.replaceChildren(
    ...[own, ...others].filter(Boolean).map(({ item }) => {
      const copy = item.cloneNode(true);
      copy.removeAttribute("tabindex");
      copy.classList.remove("on", "own");
      for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
      return copy;
    }),
  );
  held.scrollTop = 0;
}

function cite(from, to, where) {
  link = new URL(`#char=${from},${to}`, location.origin + location.pathname).href;
  panel.querySelector(".where").textContent = where;
  panel.querySelector(".cite").href = link;
}

// One marker at a time can be reached with Tab; arrow keys go on from it.
function rove(note) {
  const now = note ?? shown()[0];
  for (const { marker } of notes) marker.tabIndex = marker === now?.marker ? 0 : -1;
}

function step(by, note = inHand.note) {
  const all = shown();
  const at = all.indexOf(note);
  return all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
}

function go(from, to, scroll, replace = false) {
  const target = `#char=${from},${to}`;
  if (location.hash !== target) {
    history[replace ? "replaceState" : "pushState"](null, "", target);
  }
  show(from, to, scroll);
}

// The range an address asks for, [from, to]; null for none.
function asked(hash) {
  const found = /^#char=(\d*)(?:(,)(\d*))?(?:;.*)?$/.exec(decodeURIComponent(hash));
  if (!found || !(found[1] || found[3])) return null;
  const from = Number(found[1] || 0);
  const to = found[2] ? (found[3] ? Number(found[3]) : words.length) : from;
  return [from, to];
}

function follow() {
  const range = asked(location.hash);
  const note = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const item = note?.closest(".note-of");
  if (range) {
    const [from, to] = range;
    if (from > to || from >= words.length) {
      say(`There is no such passage: the text has ${words.length} characters.`);
      return;
    }
    show(from, Math.min(to, words.length), { text: true, list: true });
  } else if (item?.dataset.from && notes.some((known) => known.item === item)) {
    show(Number(item.dataset.from), Number(item.dataset.to), { text: wide.matches });
    if (!wide.matches) close();
  }
}

function close() {
  panel.hidden = true;
}

// To what was read: beside the text, or in the panel.
function focusRead(note) {
  if (wide.matches) note.item.focus({ preventScroll: true });
  else held.focus({ preventScroll: true });
}

body.addEventListener("click", (event) => {
  const marker = event.target.closest(".n");
  if (marker) {
    const note = notes.find((known) => known.marker === marker);
    event.preventDefault();
    go(note.from, note.to, { list: true });
    focusRead(note);
    return;
  }
  if (!getSelection().isCollapsed) return;
  const place = getSelection();
  const point = place.anchorNode ? words.at(place.anchorNode, place.anchorOffset) : -1;
  const own = notes.find(({ number }) => number === event.target.closest(".q")?.dataset.note);
  const note = (point >= 0 && nearest(point, point)) || own;
  if (note && !note.item.hidden) go(note.from, note.to, { list: true });
});

body.addEventListener("focusin", (event) => {
  const note = notes.find(({ marker }) => marker === event.target);
  if (note && inHand.note !== note) show(note.from, note.to, { list: true, text: true });
});

body.addEventListener("keydown", (event) => {
  const note = notes.find(({ marker }) => marker === event.target);
  if (!note || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const back = getComputedStyle(body).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: 1, ArrowRight: 1, [back]: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  step(by, note).marker.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const target = event.target.closest('a[href*="#char="]');
  if (!target || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(target.href);
  const range = url.pathname === location.pathname ? asked(url.hash) : null;
  if (!range) return;
  event.preventDefault();
  go(...range, { text: true, list: true });
  // Whoever came by the keyboard goes on from the passage.
  const note = notes.find(({ from, to }) => from === range[0] && to === range[1]);
  note?.marker.focus({ preventScroll: true });
});

panel.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) {
    const note = step(Number(button.dataset.step));
    if (note) go(note.from, note.to, { text: true, list: true }, true);
  } else if ("copy" in button.dataset) {
    await copy(button.dataset.copy);
  } else {
    close();
    inHand.note?.marker.focus({ preventScroll: true });
  }
});

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") panel.querySelector("[data-close]").click();
});

// The link, or the words with who said them, when, and the link.
async function copy(what) {
  const exact = words.slice(inHand.from, inHand.to);
  const quote = `“${exact}” (${body.dataset.source}) ${link}`;
  try {
    await navigator.clipboard.writeText(what === "quote" ? quote : link);
    say(what === "quote" ? "The words are copied, with their source." : "The link is copied.");
  } catch {
    history.replaceState(null, "", new URL(link).hash);
    say("Nothing could be copied. The link is in the address bar.");
  }
}

document.addEventListener("selectionchange", () => {
  const { anchorNode, focusNode } = getSelection();
  // Whoever selects the whole page does not ask about the text.
  if (!body.contains(anchorNode) && !body.contains(focusNode)) return;
  const range = words.selected(getSelection());
  if (!range || (range[0] === inHand.from && range[1] === inHand.to)) return;
  inHand = { from: range[0], to: range[1], note: nearest(...range) };
  fill(overlapping(...range), inHand.note);
  cite(...range, `Selected: characters ${range[0]}–${range[1]}`);
  panel.hidden = false;
});

// Filters.
const form = document.querySelector(".kinds");

function filter() {
  const kinds = new FormData(form).getAll("kind");
  for (const entry of document.querySelectorAll(".notes [data-kinds]")) {
    const own = entry.dataset.kinds.split(" ");
    entry.hidden = kinds.length > 0 && !kinds.some((kind) => own.includes(kind));
  }
  for (const { item, marker, number } of notes) {
    item.hidden = kinds.length > 0 && !keys(item).length;
    marker.hidden = item.hidden;
    for (const run of body.querySelectorAll(`[data-note="${number}"]`)) {
      run.classList.toggle("off", item.hidden);
    }
  }
  rove(inHand.note?.item.hidden ? null : inHand.note);
  const query = kinds.map((kind) => `kind=${encodeURIComponent(kind)}`).join("&");
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
  const all = [...document.querySelectorAll(".notes [data-key]")];
  const count = (entries) => new Set(entries.map((entry) => entry.dataset.key)).size;
  const left = count(all.filter((entry) => !entry.hidden));
  document.querySelector(".shown").textContent = `${left} of ${count(all)} shown.`;
  if (!panel.hidden) fill(overlapping(inHand.from, inHand.to), nearest(inHand.from, inHand.to));
}

form?.addEventListener("change", filter);
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
});
form?.querySelector(".all").addEventListener("click", (event) => {
  event.preventDefault();
  for (const box of form.querySelectorAll(":checked")) box.checked = false;
  filter();
});

body.closest(".reader").classList.add("live");
addEventListener("hashchange", follow);
rove(null);
follow();
