// YASR, YASGUI's results, with views of our own: its table links to IRIs nobody can open and
// needs styles that our Content-Security-Policy refuses, and it has no chart, map or timeline.
import { hide, make } from "./elements.js";
import { Chart } from "./views/chart.js";
import { Map } from "./views/map.js";
import { Table } from "./views/table.js";
import { Text } from "./views/text.js";
import { Timeline } from "./views/timeline.js";
import { YesNo } from "./views/yesno.js";
import { Yasr } from "./yasgui.js";

const VIEWS = { table: Table, chart: Chart, map: Map, timeline: Timeline, text: Text, yesno: YesNo };

for (const name of Object.keys(Yasr.plugins)) delete Yasr.plugins[name];
for (const name of Object.keys(Yasr.defaults.plugins)) delete Yasr.defaults.plugins[name];
for (const [name, view] of Object.entries(VIEWS)) Yasr.registerPlugin(name, view);

/** YASR without links to its makers' pages and without its own download. */
class Views extends Yasr {
  drawHeader() {
    this.drawPluginSelectors();
    this.drawPluginElement();
    this.pluginSelectorsEl.setAttribute("aria-label", "Views of the result");
    for (const button of this.pluginSelectorsEl.querySelectorAll("button")) {
      button.removeAttribute("aria-label");
      button.removeAttribute("title");
    }
  }

  updatePluginSelectors(usable) {
    super.updatePluginSelectors(usable);
    for (const [name, view] of Object.entries(this.plugins)) {
      const button = this.pluginSelectorsEl?.querySelector(`.select_${name}`);
      if (!button) continue;
      const fits = usable ? usable.includes(name) : !button.disabled;
      button.disabled = !fits;
      button.title = fits ? "" : view.needs;
      button.setAttribute("aria-pressed", String(this.drawn() === name));
    }
  }

  /** Returns the name of the view in sight: the chosen one, or its replacement. */
  drawn() {
    return this.drawnPlugin ?? this.getSelectedPluginName();
  }

  fillFallbackBox(instead) {
    this.emptyFallbackElement();
    const { needs } = this.getSelectedPlugin() ?? {};
    const view = this.plugins[instead];
    if (!needs || view.hideFromSelection) return;
    this.fallbackInfoEl.append(make("p", {}, `${needs} Shown instead: ${view.label.toLowerCase()}.`));
  }

  updateHelpButton() {}
  updateResponseInfo() {}
  updateExportHeaders() {}
}

/** The results of one query after another, in `parent`; `onView` is called with a view's name. */
export class Results {
  #parent;
  #question = make("p", { class: "lead" });
  #box = make("section", { "aria-labelledby": "result" }, make("h2", { id: "result" }, "Result"), this.#question);
  #yasr;

  constructor(parent, { terms, claims, onView }) {
    this.#parent = parent;
    this.#yasr = new Views(this.#box, {
      persistenceId: null,
      pluginOrder: Object.keys(VIEWS),
      defaultPlugin: "table",
    });
    this.#yasr.own = { terms, claims };
    this.#yasr.on("change", () => onView(this.#yasr.getSelectedPluginName()));
  }

  /**
   * Shows an answer of `sendQuery` in a view, or in the table where the view does not fit it.
   * `question` is the query in plain English, "" for none.
   */
  async show({ response }, view, question) {
    await this.#yasr.own.terms.load();
    this.#question.textContent = question;
    hide(this.#question, !question);
    this.#parent.replaceChildren(this.#box);
    this.#yasr.selectedPlugin = view in VIEWS ? view : "table";
    this.#yasr.setResponse(response);
    hide(this.#yasr.headerEl, this.#yasr.results.getBoolean() !== undefined);
  }

  /** Describes the result for the status line. */
  summary({ response, form, seconds, release }) {
    const took = `in ${seconds.toFixed(seconds < 0.1 ? 3 : 1)} seconds`;
    const from = release ? `, from release ${release}` : "";
    return `${resultSize(response.content, form)} ${took}${from}.`;
  }
}

function resultSize(content, form) {
  if (form === "graph") return "A graph";
  const result = JSON.parse(content);
  if ("boolean" in result) return result.boolean ? "Yes" : "No";
  const rows = result.results.bindings.length;
  return `${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"}`;
}
