// Personal data that is shown as it is stays for a minute, and goes when the dialog or the page does.

let clock = 0;

/** Takes what was shown away, and says so. */
function cover() {
  clearInterval(clock);
  const box = document.querySelector("[data-shown-for]");
  if (!box) return;
  box.querySelector("[data-secret]")?.remove();
  const dialog = box.closest("dialog");
  if (dialog?.open) {
    dialog.close();
    return;
  }
  box.replaceChildren(Object.assign(document.createElement("p"), { className: "muted", textContent: box.dataset.over }));
  box.removeAttribute("data-shown-for");
}

function begin() {
  const box = document.querySelector("[data-shown-for]:not([data-running])");
  if (!box) return;
  box.setAttribute("data-running", "");
  const until = Date.now() + Number(box.dataset.shownFor) * 1000;
  const left = box.querySelector("[data-left]");
  box.querySelector("[data-secret]")?.focus();
  clearInterval(clock);
  clock = setInterval(() => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    left.textContent = Math.max(seconds, 0);
    if (seconds <= 0) cover();
  }, 250);
}

document.addEventListener("page:shown", begin);
document.addEventListener("click", (event) => event.target.closest("[data-cover]") && cover());
document.getElementById("dialog")?.addEventListener("close", () => {
  const body = document.getElementById("dialog-body");
  if (body.querySelector("[data-shown-for]")) {
    clearInterval(clock);
    body.replaceChildren();
  }
});
window.addEventListener("pagehide", cover);
begin();
