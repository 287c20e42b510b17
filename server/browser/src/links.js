// Addresses of a query: `/sparql?query=…#view=chart`. The same address gives a person this page
// and a program the data. A query too long for an address goes behind the `#`, which is not sent.

// Servers and proxies commonly refuse longer addresses.
export const LONGEST = 6000;

/** Gives the address that opens this page with a query and a view. */
export function address(service, query, view) {
  const asked = `${service}?query=${encodeURIComponent(query)}`;
  const shown = view && view !== "table" ? `view=${encodeURIComponent(view)}` : "";
  if (asked.length <= LONGEST) return shown ? `${asked}#${shown}` : asked;
  const parts = [`query=${encodeURIComponent(query)}`, shown].filter(Boolean);
  return `${service}?_mediatype=text/html#${parts.join("&")}`;
}

/** Reads the query and the view from the address in hand; "" for what it does not say. */
export function fromLocation() {
  const sent = new URLSearchParams(location.search);
  const own = new URLSearchParams(location.hash.slice(1));
  return { query: sent.get("query") || own.get("query") || "", view: own.get("view") || "" };
}
