// What stands around every field of a modal: its label, description, and what is wrong.
import { make } from "../dom.js";

let serial = 0;

/**
 * A field by itself, before it has a label.
 * @typedef {Object} Input
 * @property {HTMLElement} element
 * @property {HTMLElement} target - What has the focus, and is described.
 * @property {boolean} [grouped] - It has several controls: a fieldset with a legend stands around it.
 * @property {boolean} [inside] - The label stands behind it, and is pressed with it: a checkbox.
 * @property {() => string} wrong - What is wrong, in a sentence; "" when nothing is.
 * @property {() => Promise<*>} value
 */

/**
 * @param {Object} part - The input's component.
 * @param {Input} input
 * @param {{label: string, description: string}} words
 * @returns {import("./fields.js").Block}
 */
export function framedField(part, input, words) {
  const id = `field-${++serial}`;
  const fault = make("p", { className: "field-fault", id: `${id}-fault`, "aria-live": "polite" });
  const description = { className: "field-about", id: `${id}-about`, hidden: !words.description };
  const about = make("p", description, words.description);
  const element = frame(part, input, words, id);
  element.append(about, input.element, fault);
  describe(input, id, words);
  const show = (wrong) => {
    fault.textContent = wrong;
    element.classList.toggle("wrong", Boolean(wrong));
    if (!input.grouped) mark(input.target, wrong);
    return Boolean(wrong);
  };
  input.element.addEventListener("input", () => { if (fault.textContent) show(input.wrong()); });
  const check = () => show(input.wrong());
  return { element, name: part.custom_id, check, value: input.value, focus: () => input.target.focus() };
}

function frame(part, input, { label }, id) {
  // A checkbox is never required: unticked is an answer.
  const star = (part.required ?? true) && !input.inside;
  const parts = [label, star && make("span", { className: "field-star", "aria-hidden": "true" }, " *")];
  if (input.grouped) return make("fieldset", { className: "field" }, make("legend", { id: `${id}-label` }, ...parts));
  input.target.id = id;
  // A button says its own words too.
  if (input.target.tagName === "BUTTON") input.target.setAttribute("aria-labelledby", `${id}-label ${id}`);
  return make("div", { className: "field" }, make("label", { htmlFor: id, id: `${id}-label` }, ...parts));
}

function describe(input, id, { description }) {
  const described = [description && `${id}-about`, `${id}-fault`].filter(Boolean).join(" ");
  const target = input.grouped ? input.element : input.target;
  target.setAttribute("aria-describedby", described);
}

function mark(target, wrong) {
  if (wrong) target.setAttribute("aria-invalid", "true");
  else target.removeAttribute("aria-invalid");
}
