// The terms that the editor completes: prefixes, classes, properties and things of this release,
// from our own data only.

const MOST_SHOWN = 50;
// The vocabulary and the shapes have fixed IRIs; this host serves them whatever the base.
const FIXED = /^https:\/\/w3id\.org\/statementgraph\/(ns|shapes)(#[^/]*)?$/;
const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;

/** The terms of a release, fetched once, when first needed. */
export class Terms {
  /** `service` is the address of the query service, `base` the IRI all things begin with. */
  constructor(service, base) {
    this.service = service;
    this.base = base;
    this.prefixes = {};
  }

  /** Fetches the terms; without them nothing is completed, and the editor works. */
  load() {
    this.loaded ??= fetch(`${this.service}/terms`, { headers: { Accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
      .catch(() => ({ prefixes: {}, classes: [], properties: [], things: [] }))
      .then((terms) => {
        this.prefixes = terms.prefixes;
        return terms;
      });
    return this.loaded;
  }

  /** Returns the best matches for the typed text, of "classes", "properties" or "things". */
  async find(kind, typed, own) {
    const terms = await this.load();
    const wanted = this.#wanted(typed, { ...this.prefixes, ...own });
    const fits = [];
    for (const [iri, label, is, ...also] of terms[kind]) {
      const rank = ranked(wanted, iri, [label, ...also]);
      if (rank) fits.push({ iri, label, is, rank });
    }
    fits.sort((a, b) => a.rank - b.rank || a.label.length - b.label.length);
    return fits.slice(0, MOST_SHOWN);
  }

  #wanted(typed, prefixes) {
    const [prefix, rest] = split(typed);
    const namespace = typed.includes(":") && !typed.startsWith("<") ? prefixes[prefix] : undefined;
    const words = folded(namespace === undefined ? typed.replace(/^<|>$/g, "") : rest);
    return { namespace, words };
  }

  /** Writes an IRI as a query does: with a prefix, below the base, or in full. */
  written(iri, own = {}) {
    for (const [prefix, namespace] of Object.entries({ ...this.prefixes, ...own })) {
      const rest = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (namespace && PLAIN_NAME.test(rest)) return `${prefix}:${rest}`;
    }
    return iri.startsWith(this.base) ? `<${iri.slice(this.base.length)}>` : `<${iri}>`;
  }

  /** Returns an IRI as text: the path below the base, or a prefixed name. */
  shown(iri) {
    return this.written(iri).replace(/^<|>$/g, "");
  }

  /** Returns the address to link to, "" for none: RDF may hold any IRI. */
  href(iri) {
    const root = new URL(".", this.service).href;
    if (iri.startsWith(this.base)) return root + iri.slice(this.base.length);
    if (FIXED.test(iri)) return root + iri.slice(iri.lastIndexOf("/") + 1);
    return /^https?:\/\//i.test(iri) ? iri : "";
  }
}

function split(typed) {
  const at = typed.indexOf(":");
  return [typed.slice(0, at), typed.slice(at + 1)];
}

/** Lower case without marks, so that "susa" finds "Şuşa". */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Returns how well a term matches: 1 is best, 0 is not at all. */
function ranked({ namespace, words }, iri, labels) {
  if (namespace !== undefined && !iri.startsWith(namespace)) return 0;
  if (!words) return 1;
  const name = folded(iri.slice(namespace?.length ?? Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1));
  const names = [name, ...labels.map(folded)];
  if (names.some((one) => one.startsWith(words))) return 1;
  if (names.some((one) => one.includes(words))) return 2;
  return namespace === undefined && folded(iri).includes(words) ? 3 : 0;
}
