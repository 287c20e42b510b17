// The panel with what was read from the passage in hand: beside the text, on a narrow screen at
// its foot. It never moves the page, and no passage in it has a name a second time.
const wide = matchMedia("(min-width: 60rem)");
// Less of the panel than this many pixels in sight is as good as none.
const LEAST = 240;
// What the contents take at the top of the window.
const BAR = 56;

export class Panel {
  constructor(element, announced) {
    this.element = element;
    this.announced = announced;
    this.held = element.querySelector(".held");
    addEventListener("scroll", () => this.place(), { passive: true });
    addEventListener("resize", () => this.place());
  }

  open(around, own) {
    this.fill(around, own);
    this.element.hidden = false;
    this.place();
  }

  close() {
    this.element.hidden = true;
  }

  // Shows copies of the notes, all that was read: the choice of kinds is one of the list.
  fill(around, own) {
    const others = around.filter((note) => note !== own);
    const copies = [own, ...others].filter(Boolean).map(({ item }) => {
      const copy = item.cloneNode(true);
      copy.removeAttribute("tabindex");
      copy.classList.remove("on", "own");
      for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
      for (const left of [copy, ...copy.querySelectorAll("[hidden]")]) left.hidden = false;
      return copy;
    });
    this.held.firstElementChild.replaceChildren(...copies);
    this.element.scrollTop = 0;
  }

  // Its own column may hardly be in sight; then it stands at the foot of the window.
  place() {
    if (this.element.hidden) return;
    const column = this.element.parentElement.getBoundingClientRect();
    const height = Math.min(this.element.scrollHeight, innerHeight - BAR);
    const low = column.top > innerHeight - LEAST && column.top < innerHeight;
    // The end of the column would push it out of the window at the top.
    const high = column.bottom < height + BAR && column.bottom > BAR;
    const afloat = wide.matches && (low || high);
    this.element.classList.toggle("afloat", afloat);
    this.element.style.left = afloat ? `${column.left}px` : "";
    this.element.style.width = afloat ? `${column.width}px` : "";
  }

  // The height of the window that it leaves free.
  get free() {
    const covers = !wide.matches && !this.element.hidden;
    return covers ? this.element.getBoundingClientRect().top : innerHeight;
  }

  cite(where, link) {
    this.element.querySelector(".where").textContent = where;
    this.element.querySelector(".cite").href = link;
  }

  get where() {
    return this.element.querySelector(".where").textContent;
  }

  focus() {
    this.held.focus({ preventScroll: true });
  }

  say(text) {
    this.announced.textContent = text;
  }
}
