// Completion for YASQE from our own terms. Its own completers for classes and properties ask an
// outside service, and its prefixes come from a list made elsewhere: all three are replaced.

const SHORTEST = 2;
// The text before the cursor that may become a name: the start of an IRI, or letters.
const BEGUN = /(?:<[^\s<>"{}]*|[\p{L}_][\p{L}\p{M}\w.:-]*)$/u;
const BEFORE_CLASS = new Set(["a", "rdf:type", "rdfs:domain", "rdfs:range", "rdfs:subClassOf"]);

/** Sets the completers of `Yasqe`: prefixes, classes, properties, things. */
export function complete(Yasqe, terms) {
  const all = Yasqe.Autocompleters;
  all.prefixes = { ...all.prefixes, persistenceId: null, get: () => declarations(terms) };
  all.class = completer("class", "classes", terms);
  all.property = completer("property", "properties", terms);
  all.thing = completer("thing", "things", terms);
}

async function declarations(terms) {
  const { prefixes } = await terms.load();
  return Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`);
}

function completer(name, kind, terms) {
  let matches = [];
  return {
    name,
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => completerFor(wordAtCursor(yasqe)) === name,
    preProcessToken: (yasqe, token) => {
      const { word, from, to } = wordAtCursor(yasqe);
      return { ...token, word, from: { ch: from }, to: { ch: to } };
    },
    get: async (yasqe, { word }) => {
      const own = yasqe.getPrefixesFromQuery();
      // A name that is complete needs no offer.
      matches = (await terms.find(kind, word, own)).filter(({ iri }) => terms.written(iri, own) !== word);
      return matches.map(({ iri }) => iri);
    },
    postProcessSuggestion: (yasqe, token, iri) => terms.written(iri, yasqe.getPrefixesFromQuery()),
    postprocessHints: (yasqe, hints) => hints.map((hint, at) => renderedHint(hint, matches[at])),
  };
}

/** Returns the word before the cursor, and what the grammar allows in its place. */
function wordAtCursor(yasqe) {
  const { line, ch } = yasqe.getDoc().getCursor();
  const [word] = BEGUN.exec(yasqe.getDoc().getLine(line).slice(0, ch)) ?? [""];
  // Not the state at the cursor: half a word is an error to the grammar, or another word.
  const { state } = yasqe.getTokenAt({ line, ch: ch - word.length }, true);
  return { word, from: ch - word.length, to: ch, state };
}

/** Returns the name of the completer for a place, "" for none. */
function completerFor({ word, state }) {
  if (word.length < SHORTEST || state.inPrefixDecl) return "";
  if (state.possibleNext.includes("a")) return "property";
  if (!state.possibleNext.includes("IRI_REF")) return "";
  return BEFORE_CLASS.has(state.lastProperty) ? "class" : "thing";
}

/** Shows a term by its name, with what it is and how the query writes it. */
function renderedHint(hint, { label, is }) {
  const render = (element) => {
    const name = document.createElement("span");
    name.textContent = is ? `${label} (${is})` : label;
    const written = document.createElement("code");
    written.textContent = hint.text;
    element.append(name, " ", written);
  };
  return { ...hint, displayText: label, render };
}
