// Sizes, times and sentences of uploads, and the small pieces their list is made of.

const UNITS = ["B", "KB", "MB", "GB"];

export function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(unit === 0 || value >= 100 ? 0 : 1)} ${UNITS[unit]}`;
}

/** A sentence of the page with its {blanks} filled in. */
export const say = (template, values) => (template ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function left(words, seconds) {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return say(words.leftSeconds, { s: whole });
  return say(words.leftMinutes, { m: Math.floor(whole / 60), s: whole % 60 });
}

export function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

export function icon(name) {
  const sprite = document.querySelector("use")?.getAttribute("href").split("#")[0] ?? "";
  const holder = document.createElement("div");
  holder.innerHTML = `<svg class="icon" width="20" height="20" aria-hidden="true"><use href="${sprite}#${name}"/></svg>`;
  return holder.firstChild;
}
