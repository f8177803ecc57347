// The end of the list. The part that scrolls is laid out from its end, so the browser itself stays there;
// whoever has scrolled up is told of what came meanwhile.
import { make } from "../dom.js";
import { icon } from "../icons.js";

const AWAY_PX = 160;

/** @param {HTMLElement} place @returns {{came: () => void, stay: () => void}} */
export function mountEnd(place) {
  let missed = 0;
  const words = make("span", {});
  const button = make("button", { type: "button", id: "to-end", hidden: true }, words, icon("down"));
  place.after(button);
  // Counted from the end: 0 there, negative above it.
  const away = () => place.scrollTop < -AWAY_PX;
  const show = () => {
    if (!away()) missed = 0;
    button.hidden = !away();
    words.textContent = missed ? `${missed} new` : "To the newest";
  };
  const stay = () => { missed = 0; place.scrollTop = 0; show(); };
  place.addEventListener("scroll", show, { passive: true });
  button.onclick = () => { stay(); place.focus(); };
  return { stay, came: () => { if (away()) missed += 1; show(); } };
}
