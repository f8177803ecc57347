// A text input of a modal, short or of several lines, with a counter.
import { make } from "../dom.js";

const PARAGRAPH = 2;
const MOST_TYPED = 4000;
/** From this share of the limit on, the counter is always said. */
const NEAR = 0.9;

/**
 * @param {Object} part - The component.
 * @returns {import("./frame.js").Input}
 */
export function textInput(part) {
  const most = part.max_length ?? MOST_TYPED;
  const required = part.required ?? true;
  const more = { value: part.value ?? "", placeholder: part.placeholder ?? "", className: "field-text" };
  const long = part.style === PARAGRAPH;
  const target = long ? make("textarea", { ...more, rows: 4 }) : make("input", { ...more, type: "text" });
  if (required) target.setAttribute("aria-required", "true");
  const counter = make("span", { className: "field-count", "aria-hidden": "true" });
  const length = () => [...target.value].length;
  const count = () => {
    counter.textContent = `${length()}/${most}`;
    counter.classList.toggle("near", length() > most * NEAR);
  };
  target.addEventListener("input", count);
  count();
  const wrong = () => faultOf(length(), { least: part.min_length || Number(required), most, required });
  const element = make("div", { className: "field-box" }, target, counter);
  return { element, target, wrong, value: async () => target.value };
}

function faultOf(length, { least, most, required }) {
  if (!length) return required ? "Fill this in." : "";
  if (length < least) return `At least ${least} characters; this is ${length}.`;
  return length > most ? `At most ${most} characters; this is ${length}.` : "";
}
