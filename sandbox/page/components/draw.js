// Components of a message (Discord documentation, "Component Reference").
import { make } from "../dom.js";
import { rich } from "../markdown/markdown.js";
import { button } from "./button.js";
import { choice } from "./choice.js";
import { fileCard, gallery, picture } from "./media.js";
import { notDrawn } from "./not-drawn.js";
import { veiled } from "./veil.js";

/**
 * @typedef {{store: import("../state.js").Store, busy: Set<string>, message: object}} Context
 */

const KINDS = {
  1: (part, context) => make("div", { className: "row" }, ...drawAll(part.components, context)),
  2: button,
  3: choice,
  5: choice,
  6: choice,
  7: choice,
  8: choice,
  9: section,
  10: (part, { store }) => make("div", { className: "words" }, ...rich(part.content, store)),
  11: (part) => picture(part.media, { description: part.description, spoiler: part.spoiler, kind: "thumbnail" }),
  12: (part) => gallery(part.items),
  13: (part) => fileCard({ ...part.file, filename: part.name, size: part.size }, part.spoiler),
  14: (part) => make(part.divider ? "hr" : "div", { className: `gap gap-${part.spacing}` }),
  17: container,
};

/** @param {object} part @param {Context} context @returns {HTMLElement} */
export function draw(part, context) {
  return KINDS[part.type]?.(part, context) ?? notDrawn(`component of type ${part.type}`);
}

/** @param {object[]} parts @param {Context} context @returns {HTMLElement[]} */
export const drawAll = (parts, context) => parts.map((part) => draw(part, context));

function section(part, context) {
  const words = make("div", { className: "section-words" }, ...drawAll(part.components, context));
  return make("div", { className: "section" }, words, draw(part.accessory, context));
}

function container(part, context) {
  const box = make("div", { className: "container" }, ...drawAll(part.components, context));
  accent(box, part.accent_color);
  return part.spoiler ? veiled(box, "Spoiler") : box;
}

/**
 * Colour the edge of a box.
 * @param {HTMLElement} box @param {number | null | undefined} colour as 0xRRGGBB
 */
export function accent(box, colour) {
  if (typeof colour === "number") box.style.setProperty("--accent", "#" + colour.toString(16).padStart(6, "0"));
}
