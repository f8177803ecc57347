// The title of the window: where you are, and how often you were mentioned elsewhere.
import { nameOf } from "./channels.js";
import { summed } from "./marks.js";
import { oncePerFrame } from "./redraw.js";

/** @param {import("../state.js").Store} store */
export function mountTitle(store) {
  const draw = oncePerFrame(() => {
    if (!store.channel) return;
    const { mentions } = summed(store, store.channels());
    document.title = `${mentions ? `(${mentions}) ` : ""}${nameOf(store.channel)} · Inkling playground`;
  });
  for (const topic of ["place", "news"]) store.on(topic, draw);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) store.seen(); });
}
