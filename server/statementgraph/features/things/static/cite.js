// A button after each citation that copies it. Where the browser offers no clipboard (a page
// without TLS), it selects the text instead and says so.
const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");

async function copy(source, button) {
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Selected: copy with your keyboard";
  }
  status.textContent = button.textContent;
  setTimeout(() => {
    button.textContent = name;
    status.textContent = "";
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
document.querySelector(".cite")?.append(status);
