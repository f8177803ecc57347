// A select of a modal: options, people, roles or channels, one or several.
import { emoji } from "../components/button.js";
import { optionsOf } from "../components/choice.js";
import { pick } from "../components/pick.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { faultOf } from "./choices.js";

/**
 * @param {Object} part - The component.
 * @param {import("../state.js").Store} store
 * @returns {import("./frame.js").Input}
 */
export function picker(part, store) {
  const made = new Picker(part, optionsOf(part, store));
  return { element: made.element, target: made.button, wrong: () => made.wrong(), value: async () => made.values };
}

function presetOf(part) {
  const chosen = (part.options ?? []).filter((option) => option.default).map((option) => option.value);
  return [...chosen, ...(part.default_values ?? []).map((each) => String(each.id))];
}

class Picker {
  #part;
  #options;

  constructor(part, options) {
    this.#part = part;
    this.#options = options;
    this.values = presetOf(part);
    this.most = part.max_values ?? 1;
    this.required = part.required ?? true;
    this.least = this.required ? Math.max(1, part.min_values ?? 1) : part.min_values ?? 0;
    const about = { type: "button", className: "select", "aria-haspopup": "listbox" };
    this.button = make("button", { ...about, onclick: () => void this.#choose() });
    const empty = { type: "button", className: "plain", "aria-label": "Choose nothing" };
    this.clear = make("button", { ...empty, onclick: () => this.#take([]) }, icon("close"));
    this.element = make("div", { className: "picker" }, this.button, this.clear);
    this.#draw();
  }

  /** What is wrong with what is chosen. */
  wrong() { return faultOf(this.values.length, this); }

  async #choose() {
    const wanted = { label: this.#part.placeholder ?? "Choose", options: this.#options, chosen: this.values };
    const values = await pick(this.button, { ...wanted, min: Math.max(1, this.least), max: this.most });
    if (values) this.#take(values);
  }

  #take(values) {
    this.values = values;
    this.#draw();
    this.button.focus();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #draw() {
    const chosen = this.#options.filter((option) => this.values.includes(option.value));
    const words = chosen.length
      ? chosen.map((option) => make("span", { className: "chosen" }, emoji(option.emoji), option.title))
      : [make("span", { className: "placeholder" }, this.#part.placeholder ?? "Choose")];
    this.button.replaceChildren(make("span", { className: "chosen-row" }, ...words), icon("down"));
    this.clear.hidden = this.required || !chosen.length;
  }
}
