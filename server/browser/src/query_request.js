// Sends a query to our own service and reads the answer or the problem.
import { LONGEST } from "./addresses.js";

// A browser takes too long to lay out more than this; the whole result can be downloaded.
const MOST_BYTES = 8 * 2 ** 20;
// The service chooses the one that fits the form of the query.
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

/**
 * Sends the query; never throws. Returns `{ response, form, release, seconds }`, where `response`
 * is for YASR; `{ response, large }` for a result too large to show; or `{ problem }` (RFC 9457).
 */
export async function sendQuery(service, query, signal) {
  const began = performance.now();
  try {
    const answer = await fetch(...fetchArguments(service, query, signal));
    if (!answer.ok) return { problem: await readProblem(answer) };
    const type = answer.headers.get("Content-Type") ?? "";
    const form = type.includes("turtle") ? "graph" : "rows";
    const content = await readBody(answer);
    const response = { content, status: answer.status, ok: true, headers: answer.headers };
    if (content === null) return { response, form, large: LARGE };
    const seconds = (performance.now() - began) / 1000;
    return { response, form, seconds, release: answer.headers.get("X-Release") ?? "" };
  } catch (error) {
    return { problem: signal.aborted ? STOPPED : failureOf(error) };
  }
}

const LARGE =
  "The result is too large to show here. Take it in one of the formats below, or add LIMIT.";
const STOPPED = {
  title: "Stopped",
  detail: "You stopped the query before it had its answer.",
  hint: "Ask again, or make it quicker: name a class or a property, or add LIMIT.",
};

function failureOf(error) {
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

function fetchArguments(service, query, signal) {
  const address = `${service}?query=${encodeURIComponent(query)}`;
  const headers = { Accept: ACCEPT };
  if (address.length <= LONGEST) return [address, { headers, signal }];
  return [service, { method: "POST", body: new URLSearchParams({ query }), headers, signal }];
}

/** Reads the body as text; null where it is too large; throws CutError where it breaks off. */
async function readBody(answer) {
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(throwCut);
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function throwCut(error) {
  throw error.name === "AbortError" ? error : new CutError();
}

async function readProblem(answer) {
  const text = await answer.text();
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  try {
    return { wait, ...JSON.parse(text) };
  } catch {
    const detail = `The server answered ${answer.status} and did not say why.`;
    return { title: "No answer", detail, status: answer.status, wait };
  }
}
