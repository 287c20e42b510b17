// Addresses of a query: `/sparql?query=…#view=chart`. The same address gives a person this page
// and a program the data. A query too long for an address goes behind the `#`, which is not sent.

// Servers and proxies commonly refuse longer addresses.
export const LONGEST = 6000;

/** Returns the address that opens this page with a query and a view. */
export function queryAddress(service, query, view) {
  const page = `${service}?query=${encodeURIComponent(query)}`;
  const viewPart = view && view !== "table" ? `view=${encodeURIComponent(view)}` : "";
  if (page.length <= LONGEST) return viewPart ? `${page}#${viewPart}` : page;
  const parts = [`query=${encodeURIComponent(query)}`, viewPart].filter(Boolean);
  return `${service}?_mediatype=text/html#${parts.join("&")}`;
}

/** Reads the query and the view from the current address, "" for what it lacks. */
export function fromLocation() {
  const sent = new URLSearchParams(location.search);
  const own = new URLSearchParams(location.hash.slice(1));
  return { query: sent.get("query") || own.get("query") || "", view: own.get("view") || "" };
}
