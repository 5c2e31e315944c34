// Putting an answered page in the place of the one shown, and saying that something went wrong.

/** Shows a whole HTML answer as if the browser had gone there; `url` enters the history when it is another page. */
export function show(html, url) {
  const next = new DOMParser().parseFromString(html, "text/html");
  if (url && url !== location.href) history.pushState({ swapped: true }, "", url);
  document.title = next.title;
  const known = new Set([...document.scripts].map((script) => script.src));
  document.body.replaceWith(document.adoptNode(next.body));
  for (const script of document.body.querySelectorAll("script[src]")) if (!known.has(script.src)) revive(script);
  window.htmx?.process(document.body);
  window.scrollTo(0, 0);
  document.dispatchEvent(new CustomEvent("page:shown"));
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** A script that came with parsed HTML lies dead until it is made anew. */
function revive(script) {
  const fresh = Object.assign(document.createElement("script"), { src: script.src, type: script.type, async: false });
  script.replaceWith(fresh);
}

/** The element with this selector in an HTML answer, or null. */
export function part(html, selector) {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector(selector);
  return found ? document.adoptNode(found) : null;
}

/** A sentence in the message region; the words come from the page. */
export function complain(text) {
  const region = document.getElementById("messages");
  if (!region || !text) return;
  const note = document.createElement("div");
  note.className = "note note-error";
  note.append(Object.assign(document.createElement("p"), { textContent: text }));
  region.replaceChildren(note);
  note.scrollIntoView({ block: "nearest" });
}

/** Marks a form as being sent, or as ready again. */
export function busy(form, on) {
  for (const button of form.querySelectorAll("button[type=submit]")) {
    if (on && button.dataset.busy && !button.dataset.word) {
      button.dataset.word = button.textContent;
      button.textContent = button.dataset.busy;
    } else if (!on && button.dataset.word) {
      button.textContent = button.dataset.word;
      delete button.dataset.word;
    }
    button.disabled = on;
    if (on) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
  form.toggleAttribute("data-sending", on);
}

window.addEventListener("popstate", () => location.reload());
