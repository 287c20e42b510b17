// What a drawing shows can be chosen: a list for each choice, above the drawing.
import { make } from "../elements.js";

/** Makes `label: [list]` for each choice; `changed` is called with all that is chosen. */
export function choices(wanted, changed) {
  const row = make("p", { class: "row choices" });
  const chosen = {};
  for (const [key, { label, names, first }] of Object.entries(wanted)) {
    chosen[key] = first;
    const list = make("select", { id: `choose-${key}` });
    list.append(...names.map((name) => make("option", { value: name }, name)));
    list.value = first;
    list.addEventListener("change", () => {
      chosen[key] = list.value;
      changed(chosen);
    });
    row.append(make("label", { for: list.id }, label), list);
  }
  return { row, chosen };
}
