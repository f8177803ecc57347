// The drawer "Behind the curtain", which is only loaded when somebody first looks.

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountCurtain(place, store) {
  let changed = null, opener = null;
  store.on("curtain", async (open) => {
    if (open === !place.hidden) return;
    place.hidden = !open;
    if (open) opener = document.activeElement;
    changed ??= import("./drawer.js").then(({ fillDrawer }) => fillDrawer(place, store));
    (await changed)(open);
    if (!open) opener?.focus();
  });
}
