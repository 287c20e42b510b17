// The list of questions: a field that narrows it, and answers without loading the page anew.
import { hide, make } from "./elements.js";

/** Enhances the list in `box`; `onChoose(query, summary)` is called when a question is chosen. */
export function filterQuestions(box, onChoose) {
  if (!box) return;
  const links = [...box.querySelectorAll("a")];
  const field = make("input", { type: "search", id: "narrow", autocomplete: "off" });
  const status = make("span", { role: "status", class: "small" });
  const label = make("label", { for: "narrow" }, "Narrow the list");
  box.querySelector("summary").after(make("p", { class: "row" }, label, field, status));
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const left = links.filter((link) => narrow(link, words)).length;
    for (const section of box.querySelectorAll("section")) {
      hide(section, !section.querySelector("li:not([hidden])"));
    }
    status.textContent = words.length ? `${left} of ${links.length}` : "";
  });
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box.open = false;
    box.querySelector("summary").focus();
    onChoose(new URL(link.href).searchParams.get("query"), link.textContent);
  });
}

/** Returns the question of the list that a query answers, "" for none. */
export function questionOf(box, query) {
  const asks = (link) => new URL(link.href).searchParams.get("query").trim() === query.trim();
  return [...(box?.querySelectorAll("a") ?? [])].find(asks)?.textContent ?? "";
}

function narrow(link, words) {
  const text = link.textContent.toLowerCase();
  const fits = words.every((word) => text.includes(word));
  hide(link.closest("li"), !fits);
  return fits;
}
