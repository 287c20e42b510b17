// The message for a query without an answer: why, where in the query, and what to do next.
import { make } from "./elements.js";

/** Makes the message for a problem document; `go` is called with a line and a column. */
export function problemMessage(problem, go) {
  const box = make("div", { class: "problem", role: "alert", id: "problem" });
  box.append(make("h2", {}, problem.title ?? "Something went wrong"));
  if (problem.detail) box.append(make("p", {}, problem.detail));
  if (problem.line) box.append(goTo(problem.line, problem.column, () => go(problem.line, problem.column)));
  for (const next of [problem.hint, nextStep(problem)]) if (next) box.append(make("p", {}, next));
  return box;
}

/** Makes the button that moves the cursor to a line and a column. */
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
