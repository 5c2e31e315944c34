// One file on its way to the server by tus: it goes on where it stopped, whatever is cut, reloaded or logged out meanwhile.

const CHUNK = 16 * 1024 * 1024; // one request: what proxies must let through
const AT_ONCE = 2;
const PATIENCE = [1000, 2000, 4000, 8000, 15000]; // between tries while the network is away
const AWAY = [429, 502, 503, 504]; // try again later
const GONE = [415, 460]; // the server has thrown it away
const BUSY = [409, 423]; // somebody else was faster: ask where it stands
const WINDOW = 4000; // milliseconds over which speed is measured

let tus = null;
async function client() {
  if (!tus) {
    await import("../../vendor/tus/tus.min.js");
    tus = window.tus;
  }
  return tus;
}

// ---- a few at once, the others wait ------------------------------------------------------------------------------

const waiting = [];
let running = 0;

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    waiting.shift().begin();
  }
}

/** Whoever leaves the page while bytes travel is asked first. */
addEventListener("beforeunload", (event) => {
  if (running || waiting.length) event.preventDefault();
});

// ---- one file ----------------------------------------------------------------------------------------------------

/** What the server said, in its own words. */
function told(response) {
  try {
    const body = JSON.parse(response.getBody());
    const errors = Object.values(body.errors ?? {}).flat();
    return errors[0] ?? body.reasons?.[0]?.text ?? body.title ?? "";
  } catch {
    return "";
  }
}

/**
 * state: waiting | sending | checking | paused | lost | login | failed | done
 * `changed(this)` is called whenever something about it changed; `page` gives the address of uploads and the CSRF token.
 */
export class Sending {
  constructor(file, page, changed, url = "", sent = 0) {
    Object.assign(this, { file, page, changed, url, sent });
    Object.assign(this, { state: "waiting", seen: [], why: "", may: true, tries: 0, held: false, hash: null });
    this.queue();
  }

  get id() {
    return this.url.replace(/\/$/, "").split("/").pop();
  }

  /** Bytes a second, lately. */
  get speed() {
    const [first, last] = [this.seen[0], this.seen.at(-1)];
    return first && last.at > first.at ? ((last.sent - first.sent) * 1000) / (last.at - first.at) : 0;
  }

  become(state, why = "") {
    if (state === this.state && why === this.why && state !== "sending") return;
    Object.assign(this, { state, why });
    this.changed(this);
  }

  queue() {
    this.become("waiting");
    waiting.push(this);
    next();
  }

  async begin() {
    this.held = true;
    this.seen = [];
    try {
      const { Upload } = await client();
      this.hash ??= this.hashed();
      if (this.state !== "waiting") return this.release();
      this.upload ??= new Upload(this.file, this.options());
      this.upload.start();
      this.become("sending");
    } catch (error) {
      this.failed(error);
    }
  }

  /** Its place is free for another file. */
  release() {
    if (!this.held) return;
    this.held = false;
    running -= 1;
    next();
  }

  options() {
    return {
      endpoint: this.page.uploads,
      uploadUrl: this.url || null,
      chunkSize: CHUNK,
      retryDelays: null,
      storeFingerprintForResuming: false,
      metadata: { filename: this.file.name, filetype: this.file.type },
      onUploadUrlAvailable: () => {
        this.url = new URL(this.upload.url, location.href).pathname;
        this.changed(this);
      },
      onBeforeRequest: (request) => this.dress(request),
      onProgress: (sent) => this.progress(sent),
      onSuccess: () => {
        this.release();
        this.sent = this.file.size;
        this.become("done");
      },
      onError: (error) => this.failed(error),
    };
  }

  /** Each request says who asks; the last one also what the whole file is. */
  async dress(request) {
    request.setHeader("X-CSRFToken", this.page.token());
    if (request.getMethod() !== "PATCH") return;
    if (Number(request.getHeader("Upload-Offset")) + CHUNK < this.file.size) return;
    if (this.file.size > CHUNK) await this.hash;
    const whole = await this.hash;
    if (whole) request.setHeader("Upload-Sha256", whole);
  }

  hashed() {
    return new Promise((done) => {
      try {
        const worker = new Worker(new URL("hashing.js", import.meta.url), { type: "module" });
        const end = (found) => {
          worker.terminate();
          done(found);
        };
        worker.addEventListener("message", ({ data }) => end(data.sha256 ?? ""));
        worker.addEventListener("error", () => end(""));
        worker.postMessage(this.file);
      } catch {
        done("");
      }
    });
  }

  progress(sent) {
    if (this.state !== "sending" && this.state !== "checking") return;
    const now = performance.now();
    this.sent = sent;
    this.tries = 0;
    this.seen = [...this.seen.filter((one) => now - one.at < WINDOW), { at: now, sent }];
    this.become(sent === this.file.size ? "checking" : "sending");
  }

  pause() {
    const index = waiting.indexOf(this);
    if (index >= 0) waiting.splice(index, 1);
    clearTimeout(this.again);
    this.upload?.abort();
    this.release();
    this.become("paused");
  }

  /** Goes on because a person says so: patience begins anew. */
  resume() {
    this.tries = 0;
    this.retry();
  }

  retry() {
    clearTimeout(this.again);
    if (!["paused", "lost", "failed", "login"].includes(this.state)) return;
    this.upload = null; // a stopped one remembers its fault
    this.queue();
  }

  /** Takes it back from the server too. */
  async remove() {
    this.pause();
    if (!this.url) return;
    try {
      await fetch(this.url, { method: "DELETE", headers: { "X-CSRFToken": this.page.token() } });
    } catch {
      // it is swept away there in time
    }
  }

  async failed(error) {
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    this.release();
    if (this.state === "paused") return;
    if (status === 401 || status === 403) {
      if (this.tries++ < 1 && (await this.page.renew())) this.soon(0);
      else this.become("login");
    } else if (!status || AWAY.includes(status) || (this.url && BUSY.includes(status))) {
      this.soon(PATIENCE[Math.min(this.tries++, PATIENCE.length - 1)]);
    } else {
      if (GONE.includes(status)) this.url = "";
      this.may = ![413, 415].includes(status);
      this.become("failed", told(response));
    }
  }

  soon(pause) {
    this.become("lost");
    clearTimeout(this.again);
    this.again = setTimeout(() => this.retry(), pause);
  }
}
