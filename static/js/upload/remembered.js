// What was on its way when the page was left: by form, in this browser. The server says what of it is still there.

const KEY = "yisu-uploads";

function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** The uploads of a form: {id, name, size, modified}. */
export const recall = (form) => all()[form] ?? [];

export function remember(form, list) {
  try {
    const kept = all();
    if (list.length) kept[form] = list;
    else delete kept[form];
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing: the upload works, only a reload forgets it
  }
}

/** How far these have come, by id, for whoever is logged in; null when the server cannot be asked. */
export async function standing(uploads) {
  try {
    const answer = await fetch(uploads, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) return null;
    return new Map((await answer.json()).map((one) => [one.id, one]));
  } catch {
    return null;
  }
}
