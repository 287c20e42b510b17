// The choice of kinds: at once, without a new page, and kept in the address.
export const keys = (item, choice = "") =>
  [...item.querySelectorAll(`[data-key]${choice}`)].map((entry) => entry.dataset.key);

export function watchKinds(form, body, notes, changed) {
  const filter = () => {
    const kinds = new FormData(form).getAll("kind");
    choose(kinds, notes);
    body.classList.toggle("chosen", kinds.length > 0);
    for (const { item, number } of notes) {
      for (const run of body.querySelectorAll(`[data-note="${number}"]`)) {
        run.classList.toggle("off", item.hidden);
      }
    }
    keep(kinds);
    count();
    changed();
  };
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  form.querySelector(".all").addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of form.querySelectorAll(":checked")) box.checked = false;
    filter();
  });
}

function choose(kinds, notes) {
  for (const entry of document.querySelectorAll(".notes [data-kinds]")) {
    const own = entry.dataset.kinds.split(" ");
    entry.hidden = kinds.length > 0 && !kinds.some((kind) => own.includes(kind));
  }
  for (const { item } of notes) {
    item.hidden = kinds.length > 0 && !keys(item, ":not([hidden])").length;
  }
  // Whoever asks for a kind wants to see it; nobody asked for all.
  for (const part of document.querySelectorAll(".part")) {
    part.hidden = !part.querySelector(".note-of:not([hidden])");
    part.open = kinds.length > 0 && !part.hidden;
  }
}

function keep(kinds) {
  const query = kinds.map((kind) => `kind=${encodeURIComponent(kind)}`).join("&");
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
}

function count() {
  const all = [...document.querySelectorAll(".notes [data-key]")];
  const different = (entries) => new Set(entries.map((entry) => entry.dataset.key)).size;
  const left = different(all.filter((entry) => !entry.hidden));
  document.querySelector(".shown").textContent = `${left} of ${different(all)} shown.`;
}
