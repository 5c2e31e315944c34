// The viewer of a file's pages: buttons and arrow keys turn them, and the count says which one is on the screen.

const pagesOf = (viewer) => [...viewer.querySelectorAll(".viewer-page")];

/** The page whose upper edge is nearest to the upper edge of what is shown. */
function current(viewer) {
  const top = viewer.querySelector(".viewer-pages").getBoundingClientRect().top;
  const far = pagesOf(viewer).map((page) => Math.abs(page.getBoundingClientRect().top - top - 12));
  return far.indexOf(Math.min(...far));
}

function turn(viewer, by) {
  const pages = pagesOf(viewer);
  const next = Math.min(pages.length - 1, Math.max(0, current(viewer) + by));
  const frame = viewer.querySelector(".viewer-pages");
  frame.scrollTop += pages[next].getBoundingClientRect().top - frame.getBoundingClientRect().top - 12;
  count(viewer);
}

function count(viewer) {
  const said = viewer.querySelector("[data-turned]");
  const text = `${current(viewer) + 1} / ${pagesOf(viewer).length}`;
  if (said && said.textContent !== text) said.textContent = text;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn]");
  if (button) turn(button.closest("[data-viewer]"), Number(button.dataset.turn));
});

document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  const viewer = by && event.target.closest?.("[data-viewer], #dialog")?.querySelector(".viewer-pages")?.closest("[data-viewer]");
  if (!viewer) return;
  event.preventDefault();
  turn(viewer, by);
});

document.addEventListener("scroll", (event) => {
  const viewer = event.target.closest?.(".viewer-pages")?.closest("[data-viewer]");
  if (viewer) count(viewer);
}, { capture: true, passive: true });
