// The query page: an editor over the plain form, and views of the result below it. Without
// scripts the form does the same by itself, so everything here only takes over what it finds.
import "./query.css";
import { ask } from "./ask.js";
import { Editor } from "./editor.js";
import { Elsewhere } from "./elsewhere.js";
import { kept, keep } from "./kept.js";
import { address, fromLocation } from "./links.js";
import { hide, make } from "./make.js";
import { goTo, problem } from "./problem.js";
import { filterQuestions, questionOf } from "./questions.js";
import { Results } from "./results.js";
import { Terms } from "./terms.js";

const form = document.getElementById("ask");
const answer = document.getElementById("answer");
const take = document.getElementById("take");
const questions = document.getElementById("questions");
const service = new URL(form.getAttribute("action"), location.href).href;

const terms = new Terms(service, form.dataset.base);
const editor = new Editor(form.elements.query, terms);
const state = form.appendChild(make("p", { role: "status", class: "state" }));
const stop = make("button", { type: "button", class: "quiet", hidden: "" }, "Stop");
form.querySelector("button").after(" ", stop);

const results = new Results(answer, { terms, claims: Boolean(form.dataset.claims), onView });
const elsewhere = new Elsewhere(service, take);

let running = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run({ remember: true });
});
editor.onAsk = () => run({ remember: true });
stop.addEventListener("click", () => running?.abort());
addEventListener("popstate", () => open(fromLocation()));
filterQuestions(questions, (query) => {
  editor.value = query;
  run({ remember: true });
});

/** Asks what stands in the editor and shows what comes. */
async function run({ remember = false } = {}) {
  const query = editor.value;
  if (!query.trim()) return say("Write a query first, or start from a question above.");
  running?.abort();
  const mine = (running = new AbortController());
  editor.unmark();
  keep("draft", query);
  if (remember) remembered(query);
  busy(true);
  terms.load();
  const found = await ask(service, query, mine.signal);
  if (running !== mine) return;
  running = null;
  busy(false);
  show(query, found);
  if (remember) reveal();
}

function show(query, found) {
  answer.replaceChildren();
  document.title = document.title.replace(/^(Error: )?/, found.problem ? "Error: " : "");
  hide(take, !found.response);
  if (found.problem) {
    editor.mark(found.problem);
    answer.append(problem(found.problem, (line, column) => editor.go(line, column)));
    return say("");
  }
  elsewhere.show(query, found);
  if (found.large) {
    answer.append(make("p", { class: "note" }, found.large));
    return say("");
  }
  results.show(found, fromLocation().view || "table", questionOf(questions, query));
  say(results.summary(found));
}

/** Brings what came into sight for those who asked; whoever opened a link is left at its top. */
function reveal() {
  if (answer.getBoundingClientRect().top > innerHeight - 150) answer.scrollIntoView();
}

function busy(on) {
  hide(stop, !on);
  answer.setAttribute("aria-busy", String(on));
  if (on) say("Asking …");
}

function say(text) {
  state.textContent = text;
}

function remembered(query) {
  const here = address(service, query, fromLocation().view);
  if (here !== location.href) history.pushState(null, "", here);
}

/** Notes the view in the address, so that a link opens what is seen. */
function onView(view) {
  const query = fromLocation().query;
  if (query) history.replaceState(null, "", address(service, query, view));
  elsewhere.link();
}

/** Opens what an address says: the query always, its result where there is one. */
function open({ query }) {
  if (!query) return;
  editor.value = query;
  run();
}

function begin() {
  const shown = document.getElementById("problem");
  const here = fromLocation();
  if (shown) {
    // The server has told already why this query has no answer: it is not asked twice.
    if (here.query) editor.value = here.query;
    const [line, column] = [Number(shown.dataset.line), Number(shown.dataset.column)];
    editor.mark({ line, column });
    if (line) shown.append(goTo(line, column, () => editor.go(line, column)));
    return;
  }
  if (here.query) return open(here);
  const draft = kept("draft");
  if (draft && draft !== editor.value) {
    editor.value = draft;
    say("This is what you asked last; your browser kept it.");
  }
}

begin();
