// The page of a statement: choosing a passage shows the notes on it, choosing a note shows its
// passage, and an address may name any range of characters. The links work without this script.
import { keys, watchKinds } from "./kinds.js";
import { TextOffsets } from "./offsets.js";
import { Panel } from "./panel.js";
import { Passages } from "./passages.js";

const body = document.querySelector(".reader .body");
const panel = new Panel(document.querySelector(".panel"), document.querySelector(".announced"));
const offsets = new TextOffsets(body, ".n");
const passages = new Passages(body);
// The current range, the note on exactly or around it, and the link to cite.
let current = { from: 0, to: 0, note: null };
let link = "";
// A button of a mouse or a finger is down on the text: what is in hand may not move.
let pressed = false;

// Shows a range: marks it and the notes on it, and opens the panel. Only `scroll` moves the page,
// and only where the range is out of sight.
function show(from, to, { scroll = false } = {}) {
  const around = passages.overlapping(from, to);
  const note = passages.nearest(from, to);
  current = { from, to, note };
  mark(from, to, around, note);
  passages.setTabStop(note);
  if (note) unfold(note.item);
  panel.open(around, note);
  const exact = note && note.from === from && note.to === to;
  const { number } = note ?? {};
  cite(from, to, exact ? `Passage ${number} of ${passages.all.length}` : `Characters ${from}–${to}`);
  if (scroll) scrollToText(from, to);
  const count = new Set(around.flatMap(({ item }) => keys(item))).size;
  panel.say(`${panel.where}: ${count} read from it.`);
}

function mark(from, to, around = [], own = null) {
  if (to > from) offsets.mark(from, to);
  else offsets.unmark();
  for (const { item } of passages.all) item.classList.remove("on", "own");
  for (const { item } of around) item.classList.add("on");
  own?.item.classList.add("own");
}

// Opens what is folded around an element.
function unfold(element) {
  for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) {
    at.open = true;
  }
}

// Scrolls the page until the range is in sight.
function scrollToText(from, to) {
  const box = offsets.box(from, to);
  const bar = document.querySelector(".contents").getBoundingClientRect();
  const top = Math.max(bar.bottom - bar.top, 0) + 8;
  if (box.top >= top && box.bottom <= panel.free) return;
  scrollBy({ top: box.top - top - (panel.free - top) / 4, behavior: "instant" });
}

function cite(from, to, where) {
  link = new URL(`#char=${from},${to}`, location.origin + location.pathname).href;
  panel.cite(where, link);
}

function go(from, to, { scroll = false, replace = false } = {}) {
  const target = `#char=${from},${to}`;
  if (location.hash !== target) {
    history[replace ? "replaceState" : "pushState"](null, "", target);
  }
  show(from, to, { scroll });
}

// The range in an address, [from, to]; null for none.
function rangeOf(hash) {
  const match = /^#char=(\d*)(?:(,)(\d*))?(?:;.*)?$/.exec(decodeURIComponent(hash));
  if (!match || !(match[1] || match[3])) return null;
  const from = Number(match[1] || 0);
  const to = match[2] ? (match[3] ? Number(match[3]) : offsets.length) : from;
  return [from, to];
}

// Shows what the address names; an address that names nothing, as after going back, shows nothing.
function follow() {
  const range = rangeOf(location.hash);
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const note = passages.all.find(({ item }) => item === named?.closest(".note-of"));
  if (named && !range) unfold(named);
  if (range) {
    const [from, to] = range;
    if (from > to || from >= offsets.length) {
      reset();
      panel.say(`There is no such passage: the text has ${offsets.length} characters.`);
      return;
    }
    show(from, Math.min(to, offsets.length), { scroll: true });
  } else if (note) {
    show(note.from, note.to);
    panel.close();
    named.scrollIntoView({ block: "nearest", behavior: "instant" });
  } else {
    reset();
  }
}

function reset() {
  panel.close();
  mark(0, 0);
  current = { from: 0, to: 0, note: null };
}

body.addEventListener("pointerdown", () => {
  pressed = true;
});
for (const end of ["pointerup", "pointercancel"]) {
  // After the click, which comes next.
  addEventListener(end, () => setTimeout(() => { pressed = false; }));
}

body.addEventListener("click", (event) => {
  const marker = event.target.closest(".n");
  if (marker) {
    const note = passages.all.find((known) => known.marker === marker);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(note.from, note.to);
    // A click by the keyboard: its user goes on to what was read.
    if (!event.detail) panel.focus();
    return;
  }
  const place = getSelection();
  if (!place.isCollapsed) return;
  const run = event.target.closest(".q");
  const point = run && place.anchorNode ? offsets.at(place.anchorNode, place.anchorOffset) : -1;
  const own = passages.all.find(({ number }) => number === run?.dataset.note);
  const note = (point >= 0 && passages.nearest(point, point)) || own;
  if (note) go(note.from, note.to);
});

body.addEventListener("focusin", (event) => {
  const note = passages.all.find(({ marker }) => marker === event.target);
  // A mouse that presses a number gives it the focus before it is clicked.
  if (note && !pressed && current.note !== note) show(note.from, note.to, { scroll: true });
});

body.addEventListener("keydown", (event) => {
  const note = passages.all.find(({ marker }) => marker === event.target);
  if (!note || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const back = getComputedStyle(body).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: 1, ArrowRight: 1, [back]: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  passages.after(by, note).marker.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const target = event.target.closest('a[href*="#char="], .panel a[href^="#note-"]');
  if (!target || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(target.href);
  const known = passages.all.find(({ item }) => `#${item.id}` === url.hash);
  const range = known ? [known.from, known.to] : rangeOf(url.hash);
  if (url.pathname !== location.pathname || !range) return;
  event.preventDefault();
  go(...range, { scroll: true });
  // A keyboard user goes on from the passage.
  const note = passages.all.find(({ from, to }) => from === range[0] && to === range[1]);
  note?.marker.focus({ preventScroll: true });
});

panel.element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) {
    const note = passages.after(Number(button.dataset.step), current.note);
    if (note) go(note.from, note.to, { scroll: true, replace: true });
  } else if ("copy" in button.dataset) {
    await copy(button.dataset.copy);
  } else {
    panel.close();
    current.note?.marker.focus({ preventScroll: true });
  }
});

panel.element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") panel.element.querySelector("[data-close]").click();
});

// Copies the link, or the quote with its speaker, its date and the link.
async function copy(what) {
  const exact = offsets.slice(current.from, current.to);
  const quote = `“${exact}” (${body.dataset.source}) ${link}`;
  try {
    await navigator.clipboard.writeText(what === "quote" ? quote : link);
    panel.say(what === "quote" ? "The words are copied, with their source." : "The link is copied.");
  } catch {
    history.replaceState(null, "", new URL(link).hash);
    panel.say("Nothing could be copied. The link is in the address bar.");
  }
}

document.addEventListener("selectionchange", () => {
  const { anchorNode, focusNode } = getSelection();
  // A selection of the whole page is not one of the text.
  if (!body.contains(anchorNode) && !body.contains(focusNode)) return;
  const range = offsets.selected(getSelection());
  if (!range || (range[0] === current.from && range[1] === current.to)) return;
  current = { from: range[0], to: range[1], note: passages.nearest(...range) };
  cite(...range, `Selected: characters ${range[0]}–${range[1]}`);
  panel.open(passages.overlapping(...range), current.note);
});

const form = document.querySelector(".kinds");
if (form) {
  watchKinds(form, body, passages.all, () => {
    passages.setTabStop(current.note?.item.hidden ? null : current.note);
  });
}

// What is folded on the screen is whole on paper.
matchMedia("print").addEventListener("change", ({ matches }) => {
  for (const part of document.querySelectorAll(".part")) {
    if (matches && !part.open) part.dataset.folded = "";
    if (matches) part.open = true;
    else if ("folded" in part.dataset) part.open = false;
    if (!matches) delete part.dataset.folded;
  }
});

document.documentElement.classList.add("live");
addEventListener("hashchange", follow);
passages.setTabStop(null);
if (location.hash) follow();
