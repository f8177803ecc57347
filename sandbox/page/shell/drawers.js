// On narrow pages the lists are drawers: one open at a time, closed by Escape, a press beside it or a choice.
import { at, make } from "../dom.js";

/** Below this width the members are a drawer, below the next the places too; shell.css says the same. */
export const MEMBERS_BESIDE = "(min-width: 62rem)";
export const PLACES_BESIDE = "(min-width: 44rem)";

/**
 * @param {import("../state.js").Store} store
 * @returns {{toggle: (name: "places" | "members") => void, close: () => void}}
 */
export function mountDrawers(store) {
  const app = at("app");
  const veil = make("div", { id: "veil", onclick: () => close() });
  app.append(veil);
  let opener = null;
  const tell = () => store.emit("drawers", app.dataset.drawer ?? null);
  const close = () => {
    if (!app.dataset.drawer) return;
    delete app.dataset.drawer;
    at("room").inert = false;
    opener?.focus();
    tell();
  };
  const toggle = (name) => {
    if (app.dataset.drawer === name) return close();
    opener = document.activeElement;
    app.dataset.drawer = name;
    at("room").inert = true;
    at(name).querySelector("button")?.focus();
    tell();
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  for (const query of [MEMBERS_BESIDE, PLACES_BESIDE]) matchMedia(query).addEventListener("change", close);
  return { toggle, close };
}
