// A person's face: the first letter on a colour of their own; the bot's is Inkling's mark.
import { make } from "./dom.js";

const TINTS = 6;

/** @param {{id: string, name: string, bot?: boolean}} person @returns {HTMLElement} */
export function avatar({ id, name, bot = false }) {
  if (bot) return make("img", { className: "avatar", src: "/page/mark.svg", alt: "", width: 40, height: 40 });
  const tint = Number(BigInt(id) % BigInt(TINTS));
  return make("span", { className: `avatar tint-${tint}`, "aria-hidden": "true" }, name.slice(0, 1));
}
