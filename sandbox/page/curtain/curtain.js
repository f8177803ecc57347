// The drawer "Behind the curtain", which is only loaded when somebody first looks.

/** Up to this width it hides all else; curtain.css says how wide it is. */
const COVERS = "(max-width: 28rem)";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountCurtain(place, store) {
  const covers = matchMedia(COVERS);
  const hide = () => {
    for (const other of place.parentElement.children) if (other !== place) other.inert = covers.matches && !place.hidden;
  };
  let changed = null, opener = null;
  store.on("curtain", async (open) => {
    if (open === !place.hidden) return;
    place.hidden = !open;
    if (open) opener = document.activeElement;
    hide();
    changed ??= import("./drawer.js").then(({ fillDrawer }) => fillDrawer(place, store));
    (await changed)(open);
    if (!open) opener?.focus();
  });
  covers.addEventListener("change", hide);
}
