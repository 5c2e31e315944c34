// What an agency writes is saved as it is typed. Without this file the plain form has a button for it.
//
// The newest words also lie in sessionStorage until the server has them, so that a lost network or an ended session
// loses nothing: after the next login the page offers them.

const PAUSE = 1200;
const AGAIN = 8000;
const LOOK = 4000; // between two questions how the check of the files stands; longer and longer

const keyOf = () => `draft:${location.pathname}`;

class Writing {
  constructor(box) {
    this.box = box;
    this.form = box.querySelector("form");
    this.words = box.dataset;
    this.state = box.querySelector("[data-draft-state]");
    this.saved = this.typed();
    this.busy = false;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("uploads:changed", () => this.dirty() && this.changed());
    this.form.addEventListener("submit", () => this.keep());
    this.form.querySelector("[data-draft-save]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.save();
    });
    window.addEventListener("online", () => this.dirty() && this.save());
    this.offer();
    this.mergeable();
    if (this.words.draftLook) this.watch(this.words.draftLook);
  }

  /** The fields that are saved: words, figures, and the numbers of uploads that are whole; never keys. */
  fields() {
    const whole = (one) => one.name === "files" && ((one.type === "hidden" && !one.disabled) || (one.type === "checkbox" && one.checked));
    return [...this.form.elements].filter((one) => one.name === "text" || one.name.startsWith("value_") || whole(one));
  }

  typed() {
    return JSON.stringify(this.fields().map((one) => [one.name, one.value]));
  }

  dirty() {
    return this.typed() !== this.saved;
  }

  changed() {
    this.keep();
    if (!this.busy) this.say(this.words.draftTyped);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** On this device, until the server has it. */
  keep() {
    try {
      sessionStorage.setItem(keyOf(), this.typed());
    } catch {
      // a device that keeps nothing still saves to the server
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(keyOf());
    } catch {
      // nothing was kept
    }
  }

  say(text) {
    this.state.textContent = text;
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy || this.form.hasAttribute("data-sending") || !this.form.isConnected) return;
    this.busy = true;
    this.say(this.words.draftSaving);
    const sent = this.typed();
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version"]) body.set(name, this.form.elements[name]?.value ?? "");
    for (const one of this.fields()) body.append(one.name, one.value);
    body.set("act", "save");
    try {
      const answer = await fetch(this.form.getAttribute("action") || location.pathname, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      await this.answered(answer, sent);
    } catch {
      this.say(this.words.draftLost);
      this.timer = setTimeout(() => this.save(), AGAIN);
    } finally {
      this.busy = false;
      if (this.typed() !== sent && !this.conflict) this.changed();
    }
  }

  async answered(answer, sent) {
    const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (!json) {
      // Sent on to the login page, or the form has grown too old.
      if (answer.redirected || answer.status === 403) this.loggedOut();
      else this.say(this.words.draftLost);
      return;
    }
    const said = await answer.json();
    if (answer.ok) {
      this.form.elements.version.value = said.version;
      this.saved = sent;
      this.conflict = false;
      this.box.querySelector("[data-draft-conflict]").replaceChildren();
      if (this.typed() === sent) this.forget();
      this.say(said.saved);
      this.judged(said.files, said.look);
    } else if (said.html) {
      this.meet(said);
    } else {
      this.say((said.reasons ?? [this.words.draftLost]).join(""));
    }
  }

  /** Passes on what the check of the files found, and asks again while one of them waits for it. */
  judged(files, look) {
    this.form.dispatchEvent(new CustomEvent("draft:files", { detail: files }));
    clearTimeout(this.watching);
    const waits = files.some((file) => file.state === "pending");
    this.pause = waits ? Math.min((this.pause ?? LOOK) * 1.2, 60_000) : LOOK;
    if (waits) this.watching = setTimeout(() => this.watch(look), this.pause);
  }

  async watch(look) {
    if (!this.form.isConnected || !this.fields().some((one) => one.name === "files")) return;
    try {
      const answer = await fetch(look, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) this.judged((await answer.json()).files, look);
    } catch {
      this.watching = setTimeout(() => this.watch(look), AGAIN);
    }
  }

  /** Somebody else saved meanwhile: both texts stand beside each other, and the next save is meant. */
  meet(said) {
    const place = this.box.querySelector("[data-draft-conflict]");
    place.innerHTML = said.html;
    this.form.elements.version.value = said.version;
    this.conflict = true;
    this.say(this.words.draftTyped);
    this.mergeable();
    place.scrollIntoView({ block: "nearest" });
  }

  mergeable() {
    const take = this.box.querySelector("[data-draft-take]");
    if (!take) return;
    take.hidden = false;
    take.addEventListener("click", () => {
      this.form.elements.text.value = this.box.querySelector("[data-theirs]").innerText;
      this.changed();
    });
  }

  loggedOut() {
    const way = Object.assign(document.createElement("a"), {
      href: `/login/?next=${encodeURIComponent(location.pathname)}`,
      textContent: this.words.draftLogin,
    });
    this.state.replaceChildren(`${this.words.draftOut} `, way);
  }

  /** What this device kept and the server does not have. */
  offer() {
    let kept = null;
    try {
      kept = sessionStorage.getItem(keyOf());
    } catch {
      return;
    }
    if (!kept || kept === this.saved) {
      this.forget();
      return;
    }
    const bar = this.box.querySelector("[data-draft-offer]");
    const button = (text, work) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text });
      made.addEventListener("click", () => {
        work();
        bar.hidden = true;
      });
      return made;
    };
    bar.replaceChildren(
      this.words.draftFound,
      button(this.words.draftRestore, () => {
        for (const [name, value] of JSON.parse(kept)) {
          if (name !== "files" && this.form.elements[name]) this.form.elements[name].value = value;
        }
        this.changed();
      }),
      button(this.words.draftForget, () => this.forget()),
    );
    bar.hidden = false;
  }
}

function mount() {
  const boxes = document.querySelectorAll("[data-draft]");
  for (const box of boxes) {
    if (box.writing) continue;
    box.writing = new Writing(box);
  }
  if (!boxes.length && location.pathname.startsWith("/portal/")) sessionStorage.removeItem(keyOf());
}

// Whoever logs out leaves no words behind.
document.addEventListener("submit", (event) => {
  if (!event.target.getAttribute("action")?.endsWith("/logout/")) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:")) sessionStorage.removeItem(key);
});
document.addEventListener("page:shown", mount);
mount();
