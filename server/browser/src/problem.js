// Says in plain words why a query has no answer, where, and what to do next.
import { make } from "./make.js";

/** Makes the message for a problem document; `go` is called with a line and a column. */
export function problem(found, go) {
  const box = make("div", { class: "problem", role: "alert", id: "problem" });
  box.append(make("h2", {}, found.title ?? "Something went wrong"));
  if (found.detail) box.append(make("p", {}, found.detail));
  if (found.line) box.append(goTo(found.line, found.column, () => go(found.line, found.column)));
  for (const next of [found.hint, nextStep(found)]) if (next) box.append(make("p", {}, next));
  return box;
}

/** Makes the button that leads to the place. */
export function goTo(line, column, go) {
  const button = make("button", { type: "button", class: "quiet" }, `Go to line ${line}, column ${column}`);
  button.addEventListener("click", go);
  return make("p", {}, button);
}

function nextStep({ status, wait }) {
  const soon = wait ? `in ${wait} second${wait === 1 ? "" : "s"}` : "in a moment";
  if (status === 429) return `Ask again ${soon}.`;
  if (status === 503) {
    return `You may ask again ${soon}. The limits in force are below.`;
  }
  if (status === 403) return "This service answers questions; it changes nothing and asks no other.";
  return "";
}
