// The passages of the text on a page, each with its note and the number that leads to it.
export class Passages {
  constructor(body) {
    this.all = [...document.querySelectorAll(".notes > .note-of")]
      .map((item) => ({
        item,
        number: item.id.replace("note-", ""),
        from: Number(item.dataset.from),
        to: Number(item.dataset.to),
        marker: body.querySelector(`.n[href="#${item.id}"]`),
      }))
      // Notes on further texts have no number in this one.
      .filter(({ marker }) => marker);
  }

  // Those of the chosen kinds: all where none is chosen.
  get shown() {
    return this.all.filter((note) => !note.item.hidden);
  }

  overlapping(from, to) {
    const end = Math.max(to, from + 1);
    return this.all.filter((note) => note.from < end && from < note.to);
  }

  // The one with the narrowest passage around the whole range, else one that overlaps it.
  nearest(from, to) {
    const candidates = this.overlapping(from, to);
    const whole = candidates.filter((note) => note.from <= from && to <= note.to);
    const size = (note) => note.to - note.from;
    const narrow = (a, b) => (size(a) <= size(b) ? a : b);
    return whole.length ? whole.reduce(narrow) : (candidates[0] ?? null);
  }

  // The next shown one, or the one before with by = -1, also from one that is not shown.
  after(by, note) {
    const shown = this.shown;
    if (!note) return shown[0];
    const at = this.all.indexOf(note);
    const rest = shown.filter((other) => (this.all.indexOf(other) - at) * by > 0);
    return (by > 0 ? rest[0] : rest.at(-1)) ?? note;
  }

  // One number at a time can be reached with Tab; arrow keys go on from it.
  setTabStop(note) {
    const now = note ?? this.shown[0];
    for (const { marker } of this.all) marker.tabIndex = marker === now?.marker ? 0 : -1;
  }
}
