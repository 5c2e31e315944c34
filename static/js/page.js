// Putting an answered page in the place of the one shown, and saying that something went wrong.

let shown = "";

/** Shows a whole HTML answer as if the browser had gone there; `url` enters the history when it is another page. */
export function show(html, url) {
  const next = new DOMParser().parseFromString(html, "text/html");
  if (url && url !== location.href) {
    history.pushState({}, "", url);
    shown = location.pathname + location.search;
  }
  document.title = next.title;
  const known = new Set([...document.scripts].map((script) => script.src));
  document.body.replaceWith(document.adoptNode(next.body));
  for (const script of document.body.querySelectorAll("script[src]")) if (!known.has(script.src)) revive(script);
  window.htmx?.process(document.body);
  window.scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("page:shown"));
}

/** A script that came with parsed HTML lies dead until it is made anew. */
function revive(script) {
  const fresh = Object.assign(document.createElement("script"), { src: script.src, type: script.type, async: false });
  script.replaceWith(fresh);
}

/** The sheet of an HTML answer, headed by the heading of its page; null when it has none. */
export function sheetOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const sheet = page.getElementById("sheet");
  if (!sheet) return null;
  if (!sheet.querySelector(".sheet-title")) {
    const title = page.createElement("h2");
    title.className = "sheet-title";
    title.textContent = page.querySelector("h1")?.textContent.trim() ?? "";
    sheet.prepend(title);
  }
  return document.adoptNode(sheet);
}

/** What a refusing page says is missing, to be shown above the form it refused; null when it says nothing. */
export function refusalOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const refused = page.querySelector(".refused");
  if (!refused) return null;
  if (!refused.querySelector(".refused-title")) {
    const title = page.createElement("p");
    title.className = "refused-title";
    title.textContent = page.querySelector("h1")?.textContent.trim() ?? "";
    refused.prepend(title);
    refused.classList.add("refused-box");
    refused.setAttribute("role", "alert");
    refused.querySelectorAll(".refused-lead").forEach((lead) => lead.remove());
  }
  return document.adoptNode(refused);
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

// Going back from a page put here by show(): the browser has no page to go back to, so it is fetched again.
window.addEventListener("popstate", () => {
  if (shown && shown !== location.pathname + location.search) location.reload();
});
