// Buttons in every style.
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { controlKey } from "./key.js";
import { notDrawn } from "./not-drawn.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
const LINK = 5;

/** @param {object} part @param {import("./draw.js").Context} context @returns {HTMLElement} */
export function button(part, { message, busy }) {
  const words = [emoji(part.emoji), part.label && make("span", {}, part.label)];
  if (part.style === LINK) return link(part, words);
  if (!STYLES[part.style]) return notDrawn(`button of style ${part.style}`);
  const waiting = busy.has(controlKey(message, part.custom_id));
  const about = { type: "button", className: `button ${STYLES[part.style]}`, "data-do": "press" };
  const state = { disabled: part.disabled ?? false, "aria-busy": waiting ? "true" : null };
  const name = part.label ? null : (part.emoji?.name ?? "Button");
  return make("button", { ...about, ...state, "data-id": part.custom_id, "aria-label": name }, ...words);
}

function link(part, words) {
  if (part.disabled) return make("span", { className: "button secondary", "aria-disabled": "true" }, ...words);
  const about = { className: "button secondary", href: part.url, target: "_blank", rel: "noopener noreferrer" };
  return make("a", about, ...words, icon("out"));
}

/** @param {{id?: string, name?: string} | undefined} found @returns {HTMLElement | null} */
export function emoji(found) {
  if (!found) return null;
  return make("span", { className: "emoji", "aria-hidden": "true" }, found.id ? `:${found.name}:` : found.name);
}
