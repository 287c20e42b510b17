// The query page: an editor over the plain form, and views of the result below it. Without
// scripts the form does the same by itself, so this script only takes over the elements that it needs.
import "./query.css";
import { fromLocation, queryAddress } from "./addresses.js";
import { Editor } from "./editor.js";
import { hide, make } from "./elements.js";
import { goTo, problemMessage } from "./problem_message.js";
import { sendQuery } from "./query_request.js";
import { filterQuestions, questionOf } from "./questions.js";
import { Results } from "./results.js";
import { SharePanel } from "./share.js";
import { stored, store } from "./storage.js";
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
const share = new SharePanel(service, take);

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

/** Sends the query in the editor and shows the answer. */
async function run({ remember = false } = {}) {
  const query = editor.value;
  if (!query.trim()) return say("Write a query first, or start from a question above.");
  running?.abort();
  const mine = (running = new AbortController());
  editor.unmark();
  store("draft", query);
  if (remember) pushAddress(query);
  busy(true);
  terms.load();
  const result = await sendQuery(service, query, mine.signal);
  if (running !== mine) return;
  running = null;
  busy(false);
  show(query, result);
  if (remember) reveal();
}

function show(query, result) {
  answer.replaceChildren();
  document.title = document.title.replace(/^(Error: )?/, result.problem ? "Error: " : "");
  hide(take, !result.response);
  if (result.problem) {
    editor.mark(result.problem);
    answer.append(problemMessage(result.problem, (line, column) => editor.go(line, column)));
    return say("");
  }
  share.show(query, result);
  if (result.large) {
    answer.append(make("p", { class: "note" }, result.large));
    return say("");
  }
  results.show(result, fromLocation().view || "table", questionOf(questions, query));
  say(results.summary(result));
}

/** Scrolls to the result after a query was run by hand; an opened link stays at its top. */
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

function pushAddress(query) {
  const current = queryAddress(service, query, fromLocation().view);
  if (current !== location.href) history.pushState(null, "", current);
}

/** Puts the view into the address, so that a link opens it. */
function onView(view) {
  const query = fromLocation().query;
  if (query) history.replaceState(null, "", queryAddress(service, query, view));
  share.link();
}

/** Opens what an address says: the query always, its result where there is one. */
function open({ query }) {
  if (!query) return;
  editor.value = query;
  run();
}

function begin() {
  const message = document.getElementById("problem");
  const current = fromLocation();
  if (message) {
    // The server has answered with a problem already, so the query is not sent again.
    if (current.query) editor.value = current.query;
    const [line, column] = [Number(message.dataset.line), Number(message.dataset.column)];
    editor.mark({ line, column });
    if (line) message.append(goTo(line, column, () => editor.go(line, column)));
    return;
  }
  if (current.query) return open(current);
  const draft = stored("draft");
  if (draft && draft !== editor.value) {
    editor.value = draft;
    say("This is what you asked last; your browser kept it.");
  }
}

begin();
