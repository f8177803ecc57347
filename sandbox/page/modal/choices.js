// Radio groups, groups of checkboxes, and a single checkbox.
import { make } from "../dom.js";

const CHECKBOXES = 22;
let serial = 0;

/**
 * A radio group or a group of checkboxes.
 * @param {Object} part - The component.
 * @returns {import("./frame.js").Input}
 */
export function choices(part) {
  const several = part.type === CHECKBOXES;
  const name = `choices-${++serial}`;
  const rows = part.options.map((option) => rowOf(option, { name, type: several ? "checkbox" : "radio" }));
  const inputs = rows.map((row) => row.querySelector("input"));
  const taken = () => part.options.filter((_, index) => inputs[index].checked).map((option) => option.value);
  const element = make("div", { className: "choices" }, ...rows);
  element.role = several ? "group" : "radiogroup";
  const bounds = boundsOf(part, several);
  const wrong = () => faultOf(taken().length, bounds);
  return { element, target: inputs[0], grouped: true, wrong, value: async () => taken() };
}

function rowOf(option, more) {
  const input = make("input", { ...more, value: option.value, defaultChecked: option.default ?? false });
  const words = make("span", { className: "choice-words" }, make("span", {}, option.label));
  if (option.description) words.append(make("span", { className: "choice-about" }, option.description));
  return make("label", { className: "choice" }, input, words);
}

function boundsOf(part, several) {
  const required = part.required ?? true;
  const least = required ? Math.max(1, part.min_values ?? 1) : part.min_values ?? 0;
  return { required, least, most: several ? part.max_values ?? part.options.length : 1 };
}

/**
 * What is wrong with how many were taken.
 * @param {number} count
 * @param {{least: number, most: number, required: boolean}} bounds
 * @returns {string}
 */
export function faultOf(count, { least, most, required }) {
  if (!count && !required) return "";
  if (count < least) return most === 1 ? "Choose one." : `Choose at least ${inWords(least)}.`;
  return count > most ? `Choose at most ${inWords(most)}.` : "";
}

const inWords = (number) => (number === 1 ? "one" : String(number));

/**
 * A single checkbox.
 * @param {Object} part - The component.
 * @returns {import("./frame.js").Input}
 */
export function checkbox(part) {
  const target = make("input", { type: "checkbox", className: "field-check", defaultChecked: part.default ?? false });
  return { element: target, target, inside: true, wrong: () => "", value: async () => target.checked };
}
