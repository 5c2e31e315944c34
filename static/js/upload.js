// Forms with files: drop or choose many; each goes up by itself at once, with pause, resume, retry and remove, and the form
// names them when it is sent. Without this file the plain form works.
import { busy } from "./page.js";
import { recall, remember, standing } from "./upload/remembered.js";
import { Row } from "./upload/row.js";
import { Sending } from "./upload/sending.js";
import { icon, make, say, size } from "./upload/words.js";

const UNDER_WAY = ["waiting", "sending", "checking"];

class Drop {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.words = box.dataset;
    this.input = box.querySelector("input[type=file]");
    this.key = `${this.form?.getAttribute("action") || location.pathname}#${this.input.name}`;
    this.list = [];
    const before = this.words.uploads ? recall(this.key) : [];
    this.build();
    if (before.length) this.recall(before);
  }

  build() {
    this.zone = make("label", "drop-zone");
    this.zone.htmlFor = this.input.id;
    this.title = make("span", "", this.words.drop);
    this.zone.append(icon("upload"), this.title);
    this.rows = make("ul", "drop-list");
    this.sum = make("p", "drop-sum num");
    this.says = make("p", "drop-say");
    this.says.setAttribute("role", "alert");
    this.status = make("p", "visually-hidden");
    this.status.setAttribute("role", "status");
    const known = [...this.box.querySelectorAll("[data-arrived] input")];
    this.box.querySelector("[data-arrived]")?.remove();
    this.box.append(this.zone, this.sum, this.rows, this.says, this.status);
    this.box.classList.add("is-live");
    known.forEach((one) => this.settled(one.value, one.dataset.name, Number(one.dataset.size), one.dataset));
    this.form?.addEventListener("draft:files", (event) => this.judged(event.detail));
    this.input.addEventListener("change", () => this.chosen());
    for (const name of ["dragenter", "dragover"]) this.box.addEventListener(name, (event) => this.over(event, true));
    for (const name of ["dragleave", "drop"]) this.box.addEventListener(name, (event) => this.over(event, false));
    this.box.addEventListener("drop", (event) => this.add([...event.dataTransfer.files]));
    window.addEventListener("online", () => this.list.forEach((one) => one.sending?.state === "lost" && one.sending.resume()));
    if (this.input.files.length) this.chosen();
  }

  over(event, on) {
    event.preventDefault();
    this.box.classList.toggle("is-over", on);
  }

  chosen() {
    const files = [...this.input.files];
    if (this.words.uploads) this.input.value = "";
    this.add(files);
  }

  // ---- what is in the list ----

  add(files) {
    const wrong = [];
    for (const file of this.input.multiple ? files : files.slice(0, 1)) {
      const text = this.fault(file);
      if (text) wrong.push(text);
      else if (this.words.uploads) this.send(file);
    }
    this.says.textContent = wrong.join("");
    if (this.words.uploads) this.changed();
    else this.plain(wrong.length ? [] : files);
  }

  fault(file) {
    const limit = Number(this.input.dataset.max || 0);
    const most = Number(this.input.dataset.most || 0);
    if (limit && file.size > limit) return say(this.words.tooBig, { name: file.name, size: size(file.size), limit: size(limit) });
    if (most && this.list.length >= most && !this.waitsFor(file)) return say(this.words.tooMany, { most });
    const same = this.list.find((one) => one.name === file.name && one.size === file.size);
    return same && same.sending.state !== "needed" ? say(this.words.same, { name: file.name }) : "";
  }

  /** The line of an upload that was cut by leaving the page, when this is its file. */
  waitsFor(file) {
    return this.list.find((one) => one.sending.state === "needed" && one.name === file.name && one.size === file.size);
  }

  /** A form whose files come with it: their names. */
  plain(files) {
    const held = new DataTransfer();
    files.forEach((file) => held.items.add(file));
    this.input.files = held.files;
    this.rows.replaceChildren(
      ...files.map((file) => {
        const row = new Row(file.name, file.size, this.words, { remove: () => this.plain([]) });
        row.act.hidden = row.bar.hidden = true;
        return row.item;
      }),
    );
  }

  line(name, bytes) {
    const one = { name, size: bytes };
    const go = () => one.sending.resume();
    one.row = new Row(name, bytes, this.words, {
      pause: () => one.sending.pause(),
      resume: go,
      retry: go,
      choose: () => this.input.click(),
      remove: () => this.remove(one),
    });
    one.hidden = Object.assign(document.createElement("input"), { type: "hidden", name: this.input.name, disabled: true });
    one.row.item.append(one.hidden);
    this.list.push(one);
    this.rows.append(one.row.item);
    return one;
  }

  send(file) {
    const before = this.waitsFor(file);
    const goesOn = before && before.modified === file.lastModified ? `${this.words.uploads}${before.id}/` : "";
    const one = before ?? this.line(file.name, file.size);
    one.modified = file.lastModified;
    const page = { uploads: this.words.uploads, token: () => this.token(), renew: () => this.renew() };
    const far = goesOn ? before.sending.sent : 0;
    one.sending = new Sending(file, page, (sending) => this.moved(one, sending), goesOn, far);
    this.moved(one, one.sending);
  }

  /** One that is whole already; of a draft's file how its check stands is known too. */
  settled(id, name, bytes, { check = "", says = "" } = {}) {
    const one = this.line(name, bytes);
    one.row.judge(check, says);
    Object.assign(one, { id, sending: { state: "done", sent: bytes, remove: () => this.taken(id) } });
    this.moved(one, one.sending);
  }

  /** One whose file must be chosen again to go on. */
  cut(found, modified) {
    const one = this.line(found.name, found.size);
    const sending = { state: "needed", sent: found.offset, remove: () => this.taken(found.id) };
    Object.assign(one, { id: found.id, modified, sending });
    this.moved(one, sending);
  }

  /** What the check of the draft's files found so far: {id, state, says} of each. */
  judged(files) {
    const found = new Map(files.map((file) => [file.id, file]));
    for (const one of this.list) {
      const file = found.get(one.id);
      if (!file || !one.row.judge(file.state, file.says)) continue;
      one.row.draw(one.sending);
      this.status.textContent = `${one.name}：${file.says}`;
    }
  }

  taken(id) {
    return fetch(`${this.words.uploads}${id}/`, { method: "DELETE", headers: { "X-CSRFToken": this.token() } }).catch(() => {});
  }

  remove(one) {
    const index = this.list.indexOf(one);
    this.list.splice(index, 1);
    one.row.item.remove();
    one.sending.remove();
    this.changed();
    (this.list[index] ?? this.list.at(-1))?.row.remove.focus() ?? this.input.focus();
  }

  moved(one, sending) {
    if (sending.url) one.id = sending.id;
    if (one.said !== sending.state && ["done", "failed", "paused", "lost", "login"].includes(sending.state)) {
      this.status.textContent = `${one.name}：${say(this.words[sending.state], { percent: "", far: "", why: sending.why ?? "" })}`;
    }
    const fresh = one.said !== sending.state;
    one.said = sending.state;
    one.hidden.value = one.id ?? "";
    one.hidden.disabled = sending.state !== "done";
    one.row.draw(sending);
    if (fresh) this.changed();
    else this.keep();
  }

  changed() {
    const done = this.list.filter((one) => one.sending?.state === "done").length;
    const bytes = this.list.reduce((sum, one) => sum + one.size, 0);
    this.sum.textContent = this.list.length > 1 ? say(this.words.sum, { done, all: this.list.length, size: size(bytes) }) : "";
    this.title.textContent = this.list.length && this.input.multiple ? this.words.dropMore : this.words.drop;
    this.keep();
    this.box.dispatchEvent(new CustomEvent("uploads:changed", { bubbles: true }));
  }

  // ---- across reloads and logins ----

  keep() {
    const known = this.list.filter((one) => one.id);
    const text = JSON.stringify(known.map(({ id, name, size, modified }) => ({ id, name, size, modified })));
    if (!this.words.uploads || text === this.kept) return;
    this.kept = text;
    remember(this.key, JSON.parse(text));
  }

  async recall(before) {
    const found = await standing(this.words.uploads);
    if (!found) return;
    const shown = new Set(this.list.map((one) => one.id));
    for (const { id, modified } of before) {
      const one = found.get(id);
      if (!one || shown.has(id)) continue;
      if (one.whole) this.settled(id, one.name, one.size);
      else this.cut(one, modified);
    }
    this.changed();
  }

  token() {
    return this.form?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  /** After somebody logged in again the page's token is no longer valid: a fresh one, if there is a login. */
  async renew() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("form:not([action*=login]) [name=csrfmiddlewaretoken]")?.value;
      if (answer.redirected || !fresh) return false;
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => (input.value = fresh));
      return true;
    } catch {
      return false;
    }
  }

  get open() {
    return this.list.filter((one) => one.sending.state !== "done");
  }
}

// ---- sending the form --------------------------------------------------------------------------------------------

/** A form is sent once all its files are there; until then it waits, and says so. */
class Gate {
  constructor(form, drops) {
    Object.assign(this, { form, drops, waits: null });
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("uploads:changed", () => this.waits && this.look());
  }

  get open() {
    return this.drops.flatMap((drop) => drop.open);
  }

  submit(event) {
    if (this.waits) {
      event.preventDefault();
      return;
    }
    if (!this.open.length) return;
    event.preventDefault();
    if (!this.stopped()) this.wait(event.submitter);
  }

  /** The first file that does not go on by itself is shown. */
  stopped() {
    const stuck = this.open.find((one) => ![...UNDER_WAY, "lost"].includes(one.sending.state));
    if (!stuck) return false;
    const drop = this.drops.find((one) => one.list.includes(stuck));
    drop.says.textContent = say(drop.words.stuck, { name: stuck.name });
    (stuck.row.act.hidden ? stuck.row.remove : stuck.row.act).focus();
    return true;
  }

  wait(submitter) {
    const words = this.drops[0].words;
    const stay = Object.assign(make("button", "btn", words.stay), { type: "button" });
    stay.addEventListener("click", () => this.end());
    this.waits = { submitter, stay };
    busy(this.form, true);
    this.form.classList.add("is-waiting");
    this.form.querySelectorAll("button[type=submit]").forEach((button) => (button.textContent = words.sendsLater));
    this.form.querySelector(".form-foot")?.append(stay);
    this.look();
  }

  end() {
    this.waits.stay.remove();
    this.waits = null;
    this.form.classList.remove("is-waiting");
    busy(this.form, false);
  }

  look() {
    const { submitter } = this.waits;
    if (!this.open.length) {
      this.end();
      this.form.requestSubmit(submitter);
    } else if (this.stopped()) {
      this.end();
    }
  }
}

// ---- finding the forms -------------------------------------------------------------------------------------------

function mount() {
  for (const form of document.querySelectorAll("form:has([data-drop]):not([data-live])")) {
    form.setAttribute("data-live", "");
    const drops = [...form.querySelectorAll("[data-drop]")].map((box) => new Drop(box));
    new Gate(form, drops);
  }
}

document.addEventListener("page:shown", mount);
document.addEventListener("htmx:load", mount);
mount();
