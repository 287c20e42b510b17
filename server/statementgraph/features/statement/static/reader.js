// The page of a statement: choosing a passage shows the notes on it, choosing a note shows its
// passage, and an address may name any range of characters. The links work without this script.
import { TextOffsets } from "./offsets.js";

const body = document.querySelector(".reader .body");
const panel = document.querySelector(".panel");
const panelNotes = panel?.querySelector(".held");
const status = document.querySelector(".announced");
const wide = matchMedia("(min-width: 60rem)");
const offsets = new TextOffsets(body, ".n");
const notes = [...document.querySelector(".notes").children].map((item) => ({
  item,
  number: item.id.replace("note-", ""),
  from: Number(item.dataset.from),
  to: Number(item.dataset.to),
  marker: body.querySelector(`.n[href="#${item.id}"]`),
}));
// The current range, the note on exactly or around it, and the link to cite.
let current = { from: 0, to: 0, note: null };
let link = "";

const visibleNotes = () => notes.filter((note) => !note.item.hidden);
const size = (note) => note.to - note.from;

function overlapping(from, to) {
  const end = Math.max(to, from + 1);
  return visibleNotes().filter((note) => note.from < end && from < note.to);
}

// The note on the narrowest passage around the whole range, else on one that overlaps it.
function nearest(from, to) {
  const candidates = overlapping(from, to);
  const whole = candidates.filter((note) => note.from <= from && to <= note.to);
  const narrow = (a, b) => (size(a) <= size(b) ? a : b);
  return whole.length ? whole.reduce(narrow) : (candidates[0] ?? null);
}

// Shows a range: marks it and the notes on it, and opens the panel.
// `scroll.text` and `scroll.list` say which column may move.
function show(from, to, scroll = {}) {
  const around = overlapping(from, to);
  const note = nearest(from, to);
  current = { from, to, note };
  if (to > from) offsets.mark(from, to);
  else offsets.unmark();
  for (const { item } of notes) item.classList.remove("on", "own");
  for (const { item } of around) item.classList.add("on");
  note?.item.classList.add("own");
  setTabStop(note);
  fillPanel(around, note);
  const range = note && note.from === from && note.to === to;
  cite(from, to, range ? `Passage ${note.number} of ${notes.length}` : `Characters ${from}–${to}`);
  panel.hidden = false;
  if (scroll.text) scrollToText(from, to);
  if (scroll.list && wide.matches && around.length) scrollToNote(around, note);
  const count = new Set(around.flatMap(({ item }) => keys(item))).size;
  say(`${panel.querySelector(".where").textContent}: ${count} read from it.`);
}

function say(text) {
  status.textContent = text;
}

const keys = (item) =>
  [...item.querySelectorAll("[data-key]:not([hidden])")].map((entry) => entry.dataset.key);

// Scrolls the column of the text, on a phone the page, until the range is in sight.
function scrollToText(from, to) {
  const box = offsets.box(from, to);
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

// Scrolls the list until the note on the passage is in sight.
function scrollToNote(around, note) {
  const first = note?.item ?? around[0].item;
  const box = first.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= innerHeight) return;
  first.scrollIntoView({ block: "start", behavior: "instant" });
}

// On a phone the panel holds copies of the notes; ids must stay unique on the page.
function fillPanel(around, own) {
  const others = around.filter((note) => note !== own);
  panelNotes.firstElementChild.replaceChildren(
    ...[own, ...others].filter(Boolean).map(({ item }) => {
      const copy = item.cloneNode(true);
      copy.removeAttribute("tabindex");
      copy.classList.remove("on", "own");
      for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
      return copy;
    }),
  );
  panelNotes.scrollTop = 0;
}

function cite(from, to, where) {
  link = new URL(`#char=${from},${to}`, location.origin + location.pathname).href;
  panel.querySelector(".where").textContent = where;
  panel.querySelector(".cite").href = link;
}

// One marker at a time can be reached with Tab; arrow keys go on from it.
function setTabStop(note) {
  const now = note ?? visibleNotes()[0];
  for (const { marker } of notes) marker.tabIndex = marker === now?.marker ? 0 : -1;
}

function noteAfter(by, note = current.note) {
  const all = visibleNotes();
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

// The range in an address, [from, to]; null for none.
function rangeOf(hash) {
  const match = /^#char=(\d*)(?:(,)(\d*))?(?:;.*)?$/.exec(decodeURIComponent(hash));
  if (!match || !(match[1] || match[3])) return null;
  const from = Number(match[1] || 0);
  const to = match[2] ? (match[3] ? Number(match[3]) : offsets.length) : from;
  return [from, to];
}

function follow() {
  const range = rangeOf(location.hash);
  const note = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const item = note?.closest(".note-of");
  if (range) {
    const [from, to] = range;
    if (from > to || from >= offsets.length) {
      say(`There is no such passage: the text has ${offsets.length} characters.`);
      return;
    }
    show(from, Math.min(to, offsets.length), { text: true, list: true });
  } else if (item?.dataset.from && notes.some((known) => known.item === item)) {
    show(Number(item.dataset.from), Number(item.dataset.to), { text: wide.matches });
    if (!wide.matches) close();
  }
}

function close() {
  panel.hidden = true;
}

// Moves the focus to the note: beside the text, or in the panel.
function focusRead(note) {
  if (wide.matches) note.item.focus({ preventScroll: true });
  else panelNotes.focus({ preventScroll: true });
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
  const point = place.anchorNode ? offsets.at(place.anchorNode, place.anchorOffset) : -1;
  const own = notes.find(({ number }) => number === event.target.closest(".q")?.dataset.note);
  const note = (point >= 0 && nearest(point, point)) || own;
  if (note && !note.item.hidden) go(note.from, note.to, { list: true });
});

body.addEventListener("focusin", (event) => {
  const note = notes.find(({ marker }) => marker === event.target);
  if (note && current.note !== note) show(note.from, note.to, { list: true, text: true });
});

body.addEventListener("keydown", (event) => {
  const note = notes.find(({ marker }) => marker === event.target);
  if (!note || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const back = getComputedStyle(body).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: 1, ArrowRight: 1, [back]: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  noteAfter(by, note).marker.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const target = event.target.closest('a[href*="#char="]');
  if (!target || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(target.href);
  const range = url.pathname === location.pathname ? rangeOf(url.hash) : null;
  if (!range) return;
  event.preventDefault();
  go(...range, { text: true, list: true });
  // A keyboard user goes on from the passage.
  const note = notes.find(({ from, to }) => from === range[0] && to === range[1]);
  note?.marker.focus({ preventScroll: true });
});

panel.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) {
    const note = noteAfter(Number(button.dataset.step));
    if (note) go(note.from, note.to, { text: true, list: true }, true);
  } else if ("copy" in button.dataset) {
    await copy(button.dataset.copy);
  } else {
    close();
    current.note?.marker.focus({ preventScroll: true });
  }
});

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") panel.querySelector("[data-close]").click();
});

// Copies the link, or the quote with its speaker, its date and the link.
async function copy(what) {
  const exact = offsets.slice(current.from, current.to);
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
  // A selection of the whole page is not one of the text.
  if (!body.contains(anchorNode) && !body.contains(focusNode)) return;
  const range = offsets.selected(getSelection());
  if (!range || (range[0] === current.from && range[1] === current.to)) return;
  current = { from: range[0], to: range[1], note: nearest(...range) };
  fillPanel(overlapping(...range), current.note);
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
  setTabStop(current.note?.item.hidden ? null : current.note);
  const query = kinds.map((kind) => `kind=${encodeURIComponent(kind)}`).join("&");
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
  const all = [...document.querySelectorAll(".notes [data-key]")];
  const count = (entries) => new Set(entries.map((entry) => entry.dataset.key)).size;
  const left = count(all.filter((entry) => !entry.hidden));
  document.querySelector(".shown").textContent = `${left} of ${count(all)} shown.`;
  if (!panel.hidden) fillPanel(overlapping(current.from, current.to), nearest(current.from, current.to));
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
setTabStop(null);
follow();
