// What the browser keeps of this page between visits. It never leaves the browser, and the page
// works without it (private windows, full or forbidden storage).

const PREFIX = "statementgraph.query.";
const LONGEST = 20000;

/** Gives what was kept under a name, "" for nothing. */
export function kept(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a text under a name, unless it is too long. */
export function keep(name, text) {
  try {
    if (text.length > LONGEST) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
  } catch {
    // Nothing depends on it.
  }
}
