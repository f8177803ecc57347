// One line above the messages when something is not as it should be: no stand-in, or no bot.
import { oncePerFrame } from "./redraw.js";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountLine(place, store) {
  const draw = oncePerFrame(() => {
    place.textContent = words(store);
    place.dataset.tone = store.up ? "warm" : "bad";
  });
  store.on("up", draw);
}

function words({ up, botUp }) {
  if (!up) return "The stand-in does not answer. Trying again …";
  return botUp ? "" : "The bot is not connected: nothing will answer you until it is back.";
}
