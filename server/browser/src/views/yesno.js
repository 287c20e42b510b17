// The answer to an ASK query.
import { make } from "../elements.js";

export class YesNo {
  label = "Answer";
  priority = 30;
  hideFromSelection = true;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return this.yasr.results?.getBoolean() !== undefined;
  }

  draw() {
    const answer = this.yasr.results.getBoolean() ? "Yes" : "No";
    this.yasr.resultsEl.append(make("p", { class: "lead" }, answer));
  }
}
