// Puts a button after each reference, which copies it. Where the browser gives no clipboard
// (a page without TLS), it selects the text instead and says so.
const said = document.createElement("p");
said.className = "hidden";
said.setAttribute("role", "status");

async function copy(source, button) {
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Selected: copy with your keyboard";
  }
  said.textContent = button.textContent;
  setTimeout(() => {
    button.textContent = name;
    said.textContent = "";
  }, 4000);
}

for (const source of document.querySelectorAll(".cite .copy")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  const format = source.closest("details")?.querySelector("summary").textContent;
  button.textContent = format ? `Copy the ${format}` : "Copy";
  button.addEventListener("click", () => copy(source, button));
  source.after(button);
}
document.querySelector(".cite")?.append(said);
