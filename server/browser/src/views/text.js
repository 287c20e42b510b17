// The answer as it came: JSON for rows, Turtle for a graph.
import { make } from "../elements.js";

const MOST = 200000;

export class Text {
  label = "As sent";
  needs = "There is no text.";
  priority = 2;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results);
  }

  draw() {
    const text = this.yasr.results.getOriginalResponseAsString();
    if (text.length > MOST) {
      const note = "Only the beginning is shown; the whole is in the formats below.";
      this.yasr.resultsEl.append(make("p", {}, note));
    }
    const code = make("code", {}, text.slice(0, MOST));
    this.yasr.resultsEl.append(
      make("pre", { tabindex: "0", role: "region", "aria-label": "The answer as sent" }, code),
    );
  }
}
