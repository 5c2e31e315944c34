// One line of the list of files: what is shown in each state, and which buttons it has.
import { icon, left, make, say, size } from "./words.js";

const BUTTONS = { waiting: "pause", sending: "pause", paused: "resume", lost: "resume", login: "resume", failed: "retry", needed: "choose" };
const DRAWN_EVERY = 250; // milliseconds between two drawings while bytes travel

export class Row {
  /** `acts` are called by the name of their button: pause, resume, retry, choose, remove. */
  constructor(name, bytes, words, acts) {
    Object.assign(this, { name, bytes, words, drawn: 0, state: "" });
    this.item = make("li", "drop-file");
    this.says = make("span", "drop-state num", size(bytes));
    this.bar = Object.assign(document.createElement("progress"), { max: Math.max(bytes, 1), value: 0 });
    this.bar.setAttribute("aria-label", name);
    this.act = Object.assign(make("button", "btn btn-sm drop-act"), { type: "button" });
    this.act.addEventListener("click", () => acts[BUTTONS[this.state]]?.());
    this.remove = Object.assign(make("button", "btn-plain drop-remove"), { type: "button" });
    this.remove.setAttribute("aria-label", `${words.remove} ${name}`);
    this.remove.append(icon("x"));
    this.remove.addEventListener("click", () => acts.remove());
    this.icon = icon("file-text");
    const title = Object.assign(make("span", "drop-name", name), { title: name });
    this.item.append(this.icon, title, this.act, this.remove, this.says, this.bar);
  }

  /** What the check found, in words of the server; whether that is news. */
  judge(state, says) {
    const fresh = state !== this.item.dataset.check;
    this.item.dataset.check = state;
    this.verdict = says;
    return fresh;
  }

  /** Shows where a file stands; `one` is a Sending, or what only its name is known of. */
  draw(one) {
    const now = performance.now();
    if (one.state === this.state && one.state === "sending" && now - this.drawn < DRAWN_EVERY) return;
    Object.assign(this, { state: one.state, drawn: now });
    this.item.dataset.state = one.state;
    this.bar.value = one.state === "done" ? this.bar.max : one.sent;
    this.bar.hidden = !one.sent || ["done", "failed"].includes(one.state);
    this.says.replaceChildren(...this.sentence(one));
    const word = one.state === "failed" && !one.may ? null : BUTTONS[one.state];
    this.act.hidden = !word;
    if (word) {
      this.act.textContent = this.words[word];
      this.act.setAttribute("aria-label", `${this.words[word]} ${this.name}`);
    }
    const { check } = this.item.dataset;
    const done = ["refused", "altered"].includes(check) ? "alert-circle" : check === "pending" ? "clock" : "circle-check";
    const known = one.state === "done" ? done : ["failed", "login"].includes(one.state) ? "alert-circle" : "file-text";
    if (known !== this.known) this.icon.replaceWith((this.icon = icon(known)));
    this.known = known;
  }

  sentence(one) {
    const percent = Math.floor((one.sent / Math.max(this.bytes, 1)) * 100);
    const far = `${size(one.sent)} / ${size(this.bytes)}`;
    if (one.state === "sending") {
      const parts = [far];
      if (one.speed > 0) parts.push(`${size(one.speed)}/s`, left(this.words, (this.bytes - one.sent) / one.speed));
      return [parts.join(" · ")];
    }
    if (one.state === "login") {
      const link = Object.assign(make("a", "", this.words.loginLink), { href: this.words.loginUrl, target: "_blank", rel: "opener" });
      return [`${this.words.login} `, link];
    }
    if (one.state === "done" && this.verdict) return [`${size(this.bytes)} · ${this.verdict}`];
    const said = say(this.words[one.state], { percent, far, why: one.why || this.words.broken });
    return [["waiting", "checking", "done"].includes(one.state) ? `${size(this.bytes)} · ${said}` : said];
  }
}
