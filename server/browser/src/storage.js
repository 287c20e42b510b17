// Texts that the browser stores between visits. They never leave the browser, and the page works
// without them (private windows, full or forbidden storage).

const PREFIX = "statementgraph.query.";
const LONGEST = 20000;

/** Returns the text stored under a name, "" for nothing. */
export function stored(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

/** Stores a text under a name, unless it is too long. */
export function store(name, text) {
  try {
    if (text.length > LONGEST) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
  } catch {
    // Nothing depends on it.
  }
}
