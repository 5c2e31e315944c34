// What every page does: one answer per click, menus that close, the dialog, messages, and errors of htmx.
import { busy, complain, refusalOf, sheetOf, show } from "./page.js";

// ---- a form is sent once ---------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (form.hasAttribute("data-sending")) {
    event.preventDefault();
    return;
  }
  const inDialog = form.closest("#dialog-body");
  if (inDialog && !form.hasAttribute("hx-post")) {
    event.preventDefault();
    sendFromDialog(form, event.submitter);
    return;
  }
  if (!form.hasAttribute("hx-post")) setTimeout(() => busy(form, true));
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sending]").forEach((form) => busy(form, false));
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target instanceof HTMLFormElement && event.target.hasAttribute("hx-post")) busy(event.target, true);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target instanceof HTMLFormElement) busy(event.target, false);
});
document.addEventListener("htmx:sendError", () => complain(document.body.dataset.lost));
document.addEventListener("htmx:responseError", () => complain(document.body.dataset.broken));

// ---- the dialog ------------------------------------------------------------------------------------------------

const dialog = () => document.getElementById("dialog");

async function openDialog(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const sheet = answer.ok ? sheetOf(await answer.text()) : null;
    if (!sheet) {
      location.assign(link.href);
      return;
    }
    fill(sheet, link.href);
    dialog().showModal();
    const first = sheet.querySelector("input:not([type=hidden], [type=file]), select, textarea");
    (first ?? sheet.querySelector("button"))?.focus();
  } catch {
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function fill(sheet, url) {
  for (const form of sheet.querySelectorAll("form:not([action])")) form.setAttribute("action", url);
  document.getElementById("dialog-body").replaceChildren(sheet);
  window.htmx?.process(sheet);
  document.dispatchEvent(new CustomEvent("page:shown"));
}

async function sendFromDialog(form, submitter) {
  const body = new FormData(form, submitter);
  busy(form, true);
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" });
    const html = await answer.text();
    const sheet = answer.redirected ? null : sheetOf(html);
    const refusal = answer.status === 409 && !sheet ? refusalOf(html) : null;
    if (sheet) {
      fill(sheet, form.getAttribute("action"));
    } else if (refusal) {
      form.querySelectorAll(".refused-box, .field-errors").forEach((old) => old.remove());
      form.querySelectorAll(".has-errors").forEach((field) => field.classList.remove("has-errors"));
      form.prepend(refusal);
      refusal.scrollIntoView({ block: "nearest" });
    } else {
      show(html, answer.url);
    }
  } catch {
    dialog().close();
    complain(document.body.dataset.lost);
  } finally {
    busy(form, false);
  }
}

// ---- clicks ----------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest("a[data-dialog]");
  if (link && plain && dialog()) {
    event.preventDefault();
    openDialog(link);
    return;
  }
  const close = event.target.closest("#dialog [data-dialog-close]");
  if (close || event.target === dialog()) {
    event.preventDefault();
    dialog().close();
  }
  event.target.closest("[data-note-close]")?.closest("[data-note]").remove();
  if (event.target.closest("[data-print]")) window.print();
  const filler = event.target.closest("[data-fill]");
  if (filler) fillLogin(filler);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

function fillLogin(button) {
  const [name, password] = ["username", "password"].map((field) => document.querySelector(`input[name=${field}]`));
  name.value = button.dataset.fill;
  if (button.dataset.password) password.value = button.dataset.password;
  (button.dataset.password ? document.querySelector("form button[type=submit]") : password).focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// ---- what only makes sense with JavaScript ---------------------------------------------------------------------

function enliven() {
  document.querySelectorAll("[data-note-close][hidden], [data-print][hidden]").forEach((button) => (button.hidden = false));
  // A form that came back with errors: the cursor goes to the first of them.
  document.querySelector(".has-errors :is(input:not([type=file]), select, textarea)")?.focus();
}
document.addEventListener("page:shown", enliven);
document.addEventListener("htmx:load", enliven);
enliven();

// ---- ticking a whole list, up to as many as are decided at once -------------------------------------------------

const offerAll = () => document.querySelectorAll("[data-pick-all]").forEach((label) => (label.hidden = false));
document.addEventListener("page:shown", offerAll);
offerAll();

document.addEventListener("change", (event) => {
  const most = event.target.closest("[data-pick-all]")?.dataset.pickAll;
  if (!most) return;
  const boxes = event.target.form.querySelectorAll("input[name=pick]");
  boxes.forEach((box, n) => (box.checked = event.target.checked && n < Number(most)));
});
