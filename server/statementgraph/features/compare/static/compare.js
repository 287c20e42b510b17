// Makes /compare quicker to use; all of it works without this script.

const quotes = [...document.querySelectorAll(".comparison details")];

/** Puts a button in its place that opens every quote, and closes them again. */
function offerAll(place) {
  const button = document.createElement("button");
  button.type = "button";
  const say = () => {
    button.textContent = quotes.every((q) => q.open) ? "Close all quotes" : "Open all quotes";
  };
  button.addEventListener("click", () => {
    const open = !quotes.every((q) => q.open);
    for (const quote of quotes) quote.open = open;
    say();
  });
  say();
  place.append(button);
}

/** Lets no more statements be chosen than the table holds. */
function limit(list) {
  const boxes = [...list.querySelectorAll("input")];
  const most = Number(list.dataset.most);
  const look = () => {
    const full = boxes.filter((box) => box.checked).length >= most;
    for (const box of boxes) box.disabled = full && !box.checked;
  };
  list.addEventListener("change", look);
  look();
}

const place = document.querySelector(".tools");
if (place && quotes.length > 1) offerAll(place);
const list = document.querySelector("[data-most]");
if (list) limit(list);
