// From a part of a modal to what is drawn for it.
import { notDrawn } from "../components/not-drawn.js";
import { make } from "../dom.js";
import { rich } from "../markdown/markdown.js";
import { checkbox, choices } from "./choices.js";
import { framedField } from "./frame.js";
import { picker } from "./picker.js";
import { textInput } from "./text_input.js";
import { upload } from "./upload.js";

const ROW = 1, SELECT = 3, INPUT = 4, TEXT = 10, LABEL = 18, UPLOAD = 19, RADIOS = 21, CHECKBOXES = 22, CHECKBOX = 23;
const PICKERS = [SELECT, 5, 6, 7, 8];

/**
 * One part of a modal.
 * @typedef {Object} Block
 * @property {HTMLElement} element
 * @property {string} [name] - Its custom_id; absent for what is only read.
 * @property {() => boolean} [check] - Shows what is wrong; true when something is.
 * @property {() => Promise<*>} [value] - As `POST /modal` takes it.
 * @property {() => void} [focus]
 */

/**
 * @param {Object} part - A top-level component of a modal.
 * @param {import("../state.js").Store} store
 * @returns {Block}
 */
export function fieldOf(part, store) {
  if (part.type === TEXT) return { element: make("div", { className: "modal-text" }, ...rich(part.content, store)) };
  const inner = part.type === LABEL ? part.component : part.type === ROW ? part.components[0] : null;
  const input = inner && inputOf(inner, store);
  if (!input) return { element: notDrawn(`a part of type ${(inner ?? part).type}`) };
  const words = { label: part.label ?? inner.label ?? inner.custom_id, description: part.description ?? "" };
  return framedField(inner, input, words);
}

function inputOf(part, store) {
  if (part.type === INPUT) return textInput(part);
  if (PICKERS.includes(part.type)) return picker(part, store);
  if (part.type === UPLOAD) return upload(part, store);
  if (part.type === RADIOS || part.type === CHECKBOXES) return choices(part);
  return part.type === CHECKBOX ? checkbox(part) : null;
}
