// Short notices of what could not be done, in a corner, for some seconds.
import { at, make } from "../dom.js";
import { icon } from "../icons.js";

const SHOWN_MS = 7000;
const MOST = 3;

/** @param {import("../state.js").Store} store */
export function mountToasts(store) {
  const place = at("toasts");
  store.on("refused", ({ text }) => toast(place, text));
}

function toast(place, text) {
  const same = [...place.children].find((each) => each.firstChild.textContent === text);
  same?.remove();
  while (place.children.length >= MOST) place.firstChild.remove();
  const close = make("button", { type: "button", className: "plain", onclick: () => item.remove() }, icon("close"));
  close.setAttribute("aria-label", "Dismiss");
  const item = make("div", { className: "toast" }, make("span", {}, text), close);
  place.append(item);
  keepFor(item, SHOWN_MS);
}

// Whoever reads it, or is about to press its button, is not hurried.
function keepFor(item, milliseconds) {
  let timer;
  const begin = () => { timer = setTimeout(() => item.remove(), milliseconds); };
  for (const pause of ["pointerenter", "focusin"]) item.addEventListener(pause, () => clearTimeout(timer));
  for (const resume of ["pointerleave", "focusout"]) item.addEventListener(resume, begin);
  begin();
}
