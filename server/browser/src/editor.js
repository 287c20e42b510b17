// YASQE, YASGUI's editor, in place of the text field, which stays in the form: it is what is
// sent, and what those get who would rather write in it.
import { complete } from "./completion.js";
import { store, stored } from "./storage.js";
import { hide, make } from "./elements.js";
import { Yasqe } from "./yasgui.js";

const KEYS = [
  ["Ctrl+Enter", "asks"],
  ["Ctrl+Space", "offers classes, properties and things of the data"],
  ["Tab", "leaves the editor; in a list of offers it takes one"],
  ["Esc", "closes a list of offers"],
  ["Ctrl+]", "indents, Ctrl+[ takes it back"],
  ["Ctrl+/", "makes a line a comment and back"],
  ["Ctrl+Shift+F", "lays the query out anew"],
];

/** The editor over a text field; `onAsk` is called for Ctrl+Enter. */
export class Editor {
  onAsk = () => {};
  #area;
  #box = make("div", { class: "editor" });
  #yasqe;
  #marked = null;

  constructor(area, terms) {
    this.#area = area;
    area.before(this.#box);
    complete(Yasqe, terms);
    this.#yasqe = new Yasqe(this.#box, this.#settings(area.value));
    // As high as the field it stands in for, so that nothing on the page moves.
    this.#yasqe.getScrollerElement().style.minHeight = `${area.offsetHeight}px`;
    this.#yasqe.on("change", () => (area.value = this.#yasqe.getValue()));
    this.#yasqe.on("update", () => this.#scrolling());
    this.#yasqe.on("autocompletionShown", (_, { hints }) => labelHints(hints));
    this.#yasqe.on("focus", () => terms.load());
    this.#name();
    this.#after(area);
    this.plain(Boolean(stored("plain")));
  }

  #settings(value) {
    const run = () => this.onAsk();
    const offer = () => this.#yasqe.autocomplete();
    return {
      value,
      editorHeight: "auto",
      persistenceId: null,
      consumeShareLink: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      viewportMargin: Infinity,
      autocompleters: ["prefixes", "variables", "class", "property", "thing"],
      hintConfig: { closeOnUnfocus: true },
      extraKeys: {
        "Ctrl-Enter": run,
        "Cmd-Enter": run,
        "Ctrl-Space": offer,
        // Nobody is caught in the editor (WCAG 2.1.2), and nothing is taken from the browser.
        Tab: false,
        "Shift-Tab": false,
        "Ctrl-S": false,
        Esc: false,
      },
    };
  }

  /** Gives the field its name and what it says to those who do not see it. */
  #name() {
    const field = this.#yasqe.getInputField();
    field.setAttribute("aria-label", "Query in SPARQL 1.1");
    field.setAttribute("aria-describedby", "keys");
    if (field.tagName !== "TEXTAREA") field.setAttribute("role", "textbox");
    field.id = "editor-field";
  }

  /** Lets the keys scroll what is longer than the editor, also without a cursor in it. */
  #scrolling() {
    const box = this.#yasqe.getScrollerElement();
    const long = box.scrollHeight > box.clientHeight;
    box.tabIndex = long ? 0 : -1;
    if (long) box.setAttribute("role", "region");
    else box.removeAttribute("role");
    box.setAttribute("aria-label", "The query, to scroll");
  }

  #after(area) {
    const list = KEYS.flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)]);
    const keys = make("details", { class: "keys" }, make("summary", {}, "Keys"));
    keys.append(make("dl", {}, ...list));
    const hint = make("span", { id: "keys", class: "hidden" }, "Tab leaves the editor.");
    const choice = make("input", { type: "checkbox", id: "plain" });
    const label = make("label", { for: "plain" }, choice, " Plain text field");
    choice.checked = Boolean(stored("plain"));
    choice.addEventListener("change", () => {
      store("plain", choice.checked ? "1" : "");
      this.plain(choice.checked);
    });
    area.after(make("div", { class: "under" }, keys, label, hint));
  }

  /** Shows the plain text field instead of the editor, or the editor again. */
  plain(on) {
    if (!on && this.#area.value !== this.#yasqe.getValue()) this.#yasqe.setValue(this.#area.value);
    this.isPlain = on;
    hide(this.#box, on);
    hide(this.#area, !on);
    document.getElementById("query-label").htmlFor = on ? "query" : "editor-field";
    if (!on) this.#yasqe.refresh();
  }

  get value() {
    return this.#area.value;
  }

  set value(text) {
    this.#area.value = text;
    this.#yasqe.setValue(text);
    this.unmark();
  }

  /** Marks the line of a problem; `line` and `column` count from 1, 0 for unknown. */
  mark({ line, column }) {
    this.unmark();
    if (!line) return;
    this.#field("aria-invalid", "true");
    const at = Math.min(line, this.#yasqe.lineCount()) - 1;
    this.#marked = this.#yasqe.addLineClass(at, "wrap", "wrong");
    this.#yasqe.scrollIntoView({ line: at, ch: Math.max((column || 1) - 1, 0) }, 40);
  }

  /** Takes the mark away. */
  unmark() {
    if (this.#marked !== null) this.#yasqe.removeLineClass(this.#marked, "wrap", "wrong");
    this.#marked = null;
    this.#field("aria-invalid", null);
  }

  /** Puts the cursor at a place, counted from 1. */
  go(line, column) {
    if (!this.isPlain) {
      this.#yasqe.focus();
      return this.#yasqe.setCursor({ line: line - 1, ch: column - 1 });
    }
    const before = this.value.split("\n").slice(0, line - 1);
    const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    this.#area.focus();
    return this.#area.setSelectionRange(at, at);
  }

  #field(name, value) {
    for (const field of [this.#area, this.#yasqe.getInputField()]) {
      if (value === null) field.removeAttribute(name);
      else field.setAttribute(name, value);
    }
  }
}

/** Names the list of offers and lets the keys scroll it. */
function labelHints(list) {
  list.setAttribute("aria-label", "Offers");
  list.tabIndex = 0;
}
