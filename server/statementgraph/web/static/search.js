// Completes what is typed into a search form: an editable combobox with a listbox
// (ARIA Authoring Practices Guide). Without this script the form works as it is.

const PAUSE = 150;

for (const form of document.querySelectorAll("form[role=search]")) {
  enhance(form, form.querySelector("input[name=q]"));
}

function enhance(form, input) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1;
  let timer = 0;
  let waiting = null;

  list.id = `${input.id}-names`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names in the data");
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(fetchNames, PAUSE);
  });
  input.addEventListener("compositionend", fetchNames);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  // The input keeps the focus while an option is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
  form.addEventListener("submit", close);

  async function fetchNames() {
    waiting?.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    waiting = new AbortController();
    try {
      const address = `${form.action}/suggest?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: waiting.signal });
      if (!answer.ok) return close();
      const [, names, notes] = await answer.json();
      if (document.activeElement === input) show(names, notes);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(names, notes) {
    list.replaceChildren(...names.map((name, at) => option(name, notes[at], at)));
    mark(-1);
    open(names.length > 0);
    status.textContent = names.length
      ? `${names.length} ${names.length === 1 ? "name" : "names"} to choose from with the arrow keys.`
      : "No name begins so.";
  }

  function option(name, note, at) {
    const item = document.createElement("li");
    const word = document.createElement("bdi");
    const small = document.createElement("small");
    item.id = `${list.id}-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.name = name;
    word.textContent = name;
    small.textContent = note;
    item.append(word, " ", small);
    return item;
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
  }

  function close() {
    clearTimeout(timer);
    waiting?.abort();
    open(false);
    mark(-1);
    status.textContent = "";
  }

  function mark(at) {
    active = at;
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(index === at));
    }
    const item = list.children[at];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function choose(item) {
    if (!item) return;
    input.value = item.dataset.name;
    close();
    form.requestSubmit();
  }

  // Steps through the options and, between the last and the first, back to the input.
  function step(by) {
    const places = list.children.length + 1;
    mark(((active + 1 + by + places) % places) - 1);
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!list.hidden) step(event.key === "ArrowDown" ? 1 : -1);
      else if (list.children.length) open(true);
      else fetchNames();
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape") {
      if (!list.hidden) {
        event.preventDefault();
        close();
      } else {
        input.value = "";
      }
    }
  }
}
