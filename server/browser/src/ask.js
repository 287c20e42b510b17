// Sends a query to our own service and reads the answer, whatever becomes of it.
import { LONGEST } from "./links.js";

// More than this takes a browser too long to lay out; the whole is one button away.
const MOST_BYTES = 8 * 2 ** 20;
// The service chooses by the form of the query: rows, or a graph.
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

/**
 * Asks; never throws. Gives `{ response, form, release, seconds }`, where `response` is what
 * YASR reads; or `{ response, large }` for a result too large to show; or `{ problem }`, as in RFC 9457.
 */
export async function ask(service, query, signal) {
  const began = performance.now();
  try {
    const got = await fetch(...request(service, query, signal));
    if (!got.ok) return { problem: await told(got) };
    const type = got.headers.get("Content-Type") ?? "";
    const form = type.includes("turtle") ? "graph" : "rows";
    const content = await read(got);
    const response = { content, status: got.status, ok: true, headers: got.headers };
    if (content === null) return { response, form, large: LARGE };
    const seconds = (performance.now() - began) / 1000;
    return { response, form, seconds, release: got.headers.get("X-Release") ?? "" };
  } catch (error) {
    return { problem: signal.aborted ? STOPPED : broken(error) };
  }
}

const LARGE =
  "The result is too large to show here. Take it in one of the formats below, or add LIMIT.";
const STOPPED = {
  title: "Stopped",
  detail: "You stopped the query before it had its answer.",
  hint: "Ask again, or make it quicker: name a class or a property, or add LIMIT.",
};

function broken(error) {
  if (error instanceof CutError) {
    return {
      title: "The answer was cut off",
      detail: "The server stopped the query after it had begun to answer, at a limit.",
      hint: "What came is not shown, as it is not whole. Narrow the query or add LIMIT.",
    };
  }
  return {
    title: "No answer",
    detail: "The server could not be reached, or broke off the connection.",
    hint: "Look whether you are connected, then ask again.",
  };
}

class CutError extends Error {}

function request(service, query, signal) {
  const address = `${service}?query=${encodeURIComponent(query)}`;
  const headers = { Accept: ACCEPT };
  if (address.length <= LONGEST) return [address, { headers, signal }];
  return [service, { method: "POST", body: new URLSearchParams({ query }), headers, signal }];
}

/** Reads the body as text; null where it is too large; throws CutError where it breaks off. */
async function read(got) {
  const decoder = new TextDecoder();
  const reader = got.body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(cut);
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function cut(error) {
  throw error.name === "AbortError" ? error : new CutError();
}

async function told(got) {
  const text = await got.text();
  const wait = Number(got.headers.get("Retry-After")) || 0;
  try {
    return { wait, ...JSON.parse(text) };
  } catch {
    const detail = `The server answered ${got.status} and did not say why.`;
    return { title: "No answer", detail, status: got.status, wait };
  }
}
