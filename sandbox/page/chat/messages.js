// The messages of the open channel, oldest first.
import { make } from "../dom.js";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountMessages(place, store) {
  const shown = new Map();
  const show = (message) => {
    const item = make("li", {}, store.nameOf(message.author_id) ?? "someone", ": ", message.text);
    if (shown.has(message.id)) shown.get(message.id).replaceWith(item); else place.append(item);
    shown.set(message.id, item);
  };
  store.on("place", () => { shown.clear(); place.replaceChildren(); store.messages.forEach(show); });
  store.on("message", show);
  store.on("deleted", (message) => { shown.get(message.id)?.remove(); shown.delete(message.id); });
}
