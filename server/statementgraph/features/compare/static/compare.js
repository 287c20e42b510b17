// Conveniences for /compare; the page works without this script.

const quotes = [...document.querySelectorAll(".comparison details")];

/** Adds a button that opens or closes all quotes. */
function addOpenAllButton(place) {
  const button = document.createElement("button");
  button.type = "button";
  const setLabel = () => {
    button.textContent = quotes.every((q) => q.open) ? "Close all quotes" : "Open all quotes";
  };
  button.addEventListener("click", () => {
    const open = !quotes.every((q) => q.open);
    for (const quote of quotes) quote.open = open;
    setLabel();
  });
  setLabel();
  place.append(button);
}

/** Disables further statements once as many are chosen as the table holds. */
function limit(list) {
  const boxes = [...list.querySelectorAll("input")];
  const most = Number(list.dataset.most);
  const update = () => {
    const full = boxes.filter((box) => box.checked).length >= most;
    for (const box of boxes) box.disabled = full && !box.checked;
  };
  list.addEventListener("change", update);
  update();
}

const place = document.querySelector(".tools");
if (place && quotes.length > 1) addOpenAllButton(place);
const list = document.querySelector("[data-most]");
if (list) limit(list);
