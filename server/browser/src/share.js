// A link to share the query, and the same query for curl and for Python.
import { LONGEST } from "./addresses.js";
import { hide, make } from "./elements.js";

/** The part of the page that follows the result; `take` is the form with the formats. */
export class SharePanel {
  #service;
  #take;
  #box = make("details", { class: "elsewhere", hidden: "" }, make("summary", {}, "Share, or ask from a program"));
  #link = make("a", { href: "" }, "This query and its result");

  constructor(service, take) {
    this.#service = service;
    this.#take = take;
    take.after(this.#box);
  }

  /** Fits the formats and the texts to a query that was answered. */
  show(query, { form }) {
    for (const group of this.#take.querySelectorAll("[data-for]")) {
      hide(group, group.dataset.for !== form);
    }
    this.#take.elements.query.value = query;
    this.#take.method = encodeURIComponent(query).length > LONGEST ? "post" : "get";
    hide(this.#box, false);
    this.#box.replaceChildren(
      this.#box.firstChild,
      make("p", { class: "row" }, this.#link, copyButton("Copy the link", () => this.#link.href)),
      ...codeSample("curl", asCurl(this.#service, query, form)),
      ...codeSample("Python", asPython(this.#service, query, form)),
    );
    this.link();
  }

  /** Takes the current address, which has the query and the view. */
  link() {
    this.#link.href = location.href;
  }
}

function codeSample(name, text) {
  const heading = make("p", { class: "row" }, make("strong", {}, name));
  heading.append(copyButton(`Copy as ${name}`, () => text));
  const code = make("code", {}, text);
  return [heading, make("pre", { tabindex: "0", role: "region", "aria-label": name }, code)];
}

function copyButton(label, text) {
  const button = make("button", { type: "button", class: "quiet" }, label);
  const status = make("span", { role: "status", class: "small" });
  button.addEventListener("click", async () => {
    status.textContent = "";
    status.textContent = (await copyToClipboard(text())) ? "Copied" : "Your browser does not allow it: select the text.";
  });
  const both = document.createDocumentFragment();
  both.append(button, status);
  return both;
}

async function copyToClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Writes the question for a shell. */
export function asCurl(service, query, form) {
  const accept = form === "graph" ? "text/turtle" : "application/sparql-results+json";
  // A long query goes in the body: without -G, curl posts.
  const get = encodeURIComponent(query).length > LONGEST ? "" : " -G";
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const head = `curl${get} ${quoted(service)} -H ${quoted(`Accept: ${accept}`)}`;
  return `${head} \\\n  --data-urlencode ${quoted(`query=${query}`)}`;
}

/** Writes the question for Python 3, with nothing to install. */
export function asPython(service, query, form) {
  const graph = form === "graph";
  const read = graph
    ? "    print(answer.read().decode())"
    : [
        "    result = json.load(answer)",
        'if "boolean" in result:',
        '    print(result["boolean"])',
        "else:",
        '    for row in result["results"]["bindings"]:',
        '        print({name: cell["value"] for name, cell in row.items()})',
      ].join("\n");
  return [
    ...(graph ? [] : ["import json"]),
    "import urllib.parse",
    "import urllib.request",
    "",
    `query = ${literal(query)}`,
    "request = urllib.request.Request(",
    `    ${JSON.stringify(service)},`,
    '    data=urllib.parse.urlencode({"query": query}).encode(),',
    `    headers={"Accept": "${graph ? "text/turtle" : "application/sparql-results+json"}"},`,
    ")",
    "with urllib.request.urlopen(request) as answer:",
    read,
    "",
  ].join("\n");
}

function literal(text) {
  // Between raw quotes a query reads as it is; the few that hold such quotes are escaped.
  const raw = !text.includes('"""') && !/["\\]$/.test(text) && !text.includes("\r");
  return raw ? `r"""${text}"""` : JSON.stringify(text);
}
