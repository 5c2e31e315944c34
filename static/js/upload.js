// A form with files: drop or choose several, see each one go up, cancel. Without this file the plain form works.
import { busy, complain, show } from "./page.js";

const UNITS = ["B", "KB", "MB", "GB"];

function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(unit === 0 || value >= 100 ? 0 : 1)} ${UNITS[unit]}`;
}

const say = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function left(form, seconds) {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return say(form.dataset.leftSeconds, { s: whole });
  return say(form.dataset.leftMinutes, { m: Math.floor(whole / 60), s: whole % 60 });
}

const sprite = () => document.querySelector("use")?.getAttribute("href").split("#")[0] ?? "";

function icon(name) {
  const holder = document.createElement("div");
  holder.innerHTML = `<svg class="icon" width="20" height="20" aria-hidden="true"><use href="${sprite()}#${name}"/></svg>`;
  return holder.firstChild;
}

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

// ---- one place to drop files -----------------------------------------------------------------------------------

class Drop {
  constructor(box, form) {
    this.box = box;
    this.form = form;
    this.input = box.querySelector("input[type=file]");
    this.files = [];
    this.zone = make("label", "drop-zone");
    this.zone.htmlFor = this.input.id;
    this.words = make("span", "", form.dataset.drop);
    this.zone.append(icon("upload"), this.words);
    this.list = make("ul", "drop-list");
    this.say = make("p", "drop-say");
    this.say.setAttribute("role", "alert");
    box.append(this.zone, this.list, this.say);
    box.classList.add("is-live");
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    for (const name of ["dragenter", "dragover"]) box.addEventListener(name, (event) => this.over(event, true));
    for (const name of ["dragleave", "drop"]) box.addEventListener(name, (event) => this.over(event, false));
    box.addEventListener("drop", (event) => this.add([...event.dataTransfer.files]));
    if (this.input.files.length) this.add([...this.input.files]);
  }

  over(event, on) {
    event.preventDefault();
    this.box.classList.toggle("is-over", on && !this.form.hasAttribute("data-sending"));
  }

  add(files) {
    if (this.form.hasAttribute("data-sending")) return;
    const limit = Number(this.input.dataset.max || 0);
    const wrong = [];
    for (const file of this.input.multiple ? files : files.slice(0, 1)) {
      if (limit && file.size > limit) {
        wrong.push(say(this.form.dataset.tooBig, { name: file.name, size: size(file.size), limit: size(limit) }));
      } else if (this.files.some((one) => one.name === file.name && one.size === file.size)) {
        wrong.push(say(this.form.dataset.same, { name: file.name }));
      } else {
        this.files = this.input.multiple ? [...this.files, file] : [file];
      }
    }
    this.say.textContent = wrong.join("");
    this.draw();
  }

  draw() {
    const held = new DataTransfer();
    this.files.forEach((file) => held.items.add(file));
    this.input.files = held.files;
    this.words.textContent = this.files.length && this.input.multiple ? this.form.dataset.dropMore : this.form.dataset.drop;
    this.rows = this.files.map((file) => this.row(file));
    this.list.replaceChildren(...this.rows.map((row) => row.item));
  }

  row(file) {
    const item = make("li", "drop-file");
    const state = make("span", "drop-state num", size(file.size));
    const bar = Object.assign(document.createElement("progress"), { max: Math.max(file.size, 1), value: 0 });
    bar.setAttribute("aria-label", file.name);
    const remove = Object.assign(make("button", "btn-plain"), { type: "button" });
    remove.setAttribute("aria-label", `${this.form.dataset.remove} ${file.name}`);
    remove.append(icon("x"));
    remove.addEventListener("click", () => {
      this.files = this.files.filter((one) => one !== file);
      this.draw();
    });
    item.append(icon("file-text"), make("span", "drop-name", file.name), remove, state, bar);
    return { item, state, bar, file };
  }
}

// ---- sending ---------------------------------------------------------------------------------------------------

/** Spreads the bytes sent over the files in the order they travel. */
function progress(form, rows, event, started) {
  const total = rows.reduce((sum, row) => sum + row.file.size, 0);
  let sent = Math.max(0, event.loaded - Math.max(0, event.total - total));
  const speed = event.loaded / Math.max((performance.now() - started) / 1000, 0.2);
  let before = 0;
  for (const row of rows) {
    const done = Math.min(sent, row.file.size);
    sent -= done;
    before += row.file.size - done;
    row.bar.value = done || (row.file.size ? 0 : 1);
    row.item.classList.toggle("is-sent", done === row.file.size);
    if (done === row.file.size) row.state.textContent = form.dataset.sent;
    else if (done) row.state.textContent = `${size(done)} / ${size(row.file.size)} · ${left(form, before / speed)}`;
    else row.state.textContent = `${size(row.file.size)} · ${form.dataset.waiting}`;
  }
}

function finished(form, request, drops) {
  const html = request.responseText;
  if (request.status === 413 || request.status === 415) {
    drops[0].say.textContent = form.dataset.refused;
  } else if (request.status === 0 || request.status >= 500 || !html.includes("<")) {
    complain(document.body.dataset.broken);
  } else {
    const kept = drops.map((drop) => [drop.input.name, drop.files]);
    show(html, request.responseURL);
    if (request.status >= 400) restore(kept);
    return;
  }
  drops.forEach((drop) => drop.draw());
}

/** The form came back with errors: the files chosen before are still there. */
function restore(kept) {
  for (const [name, files] of kept) {
    document.querySelectorAll(`form[data-upload] input[type=file][name="${CSS.escape(name)}"]`).forEach((input) => input.drop?.add(files));
  }
}

function send(form, drops) {
  const rows = drops.flatMap((drop) => drop.rows ?? []);
  const body = new FormData(form);
  const request = new XMLHttpRequest();
  const started = performance.now();
  const stop = Object.assign(make("button", "btn", form.dataset.cancel), { type: "button" });
  const end = () => {
    stop.remove();
    form.classList.remove("is-sending");
    busy(form, false);
  };
  const fail = (words) => {
    end();
    drops.forEach((drop) => drop.draw());
    drops[0].say.textContent = words;
  };
  stop.addEventListener("click", () => request.abort());
  form.querySelector(".form-foot")?.append(stop);
  form.classList.add("is-sending");
  busy(form, true);
  request.upload.addEventListener("progress", (event) => progress(form, rows, event, started));
  request.addEventListener("load", () => {
    end();
    finished(form, request, drops);
  });
  request.addEventListener("error", () => fail(form.dataset.failed));
  request.addEventListener("abort", () => fail(form.dataset.cancelled));
  request.open("POST", form.getAttribute("action") || location.href);
  request.setRequestHeader("Accept", "text/html");
  request.send(body);
}

// ---- finding the forms -----------------------------------------------------------------------------------------

function mount() {
  for (const form of document.querySelectorAll("form[data-upload]:not([data-live])")) {
    form.setAttribute("data-live", "");
    const drops = [...form.querySelectorAll("[data-drop]")].map((box) => new Drop(box, form));
    drops.forEach((drop) => (drop.input.drop = drop));
    form.addEventListener("submit", (event) => {
      if (!drops.some((drop) => drop.files.length)) return;
      event.preventDefault();
      if (!form.hasAttribute("data-sending")) send(form, drops);
    });
  }
}

document.addEventListener("page:shown", mount);
document.addEventListener("htmx:load", mount);
mount();
