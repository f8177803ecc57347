// One option of a command in the composer: its name, and a field to type or choose its value.
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { aboutIn, nameIn } from "./commands.js";
import { offers } from "./suggest.js";
import { INTEGER, limitsOf, NUMBER, TEXT, valueOf } from "./values.js";

let serial = 0;

/**
 * The frame that every option's field stands in.
 * @param {Object} option
 * @param {HTMLElement} field
 * @param {{shown: string, onRemove: () => void}} more
 * @returns {HTMLElement}
 */
export function framed(option, field, { shown, onRemove }) {
  field.id = `option-${++serial}`;
  const star = option.required && make("span", { className: "field-star", "aria-hidden": "true" }, "*");
  const label = make("label", { id: `${field.id}-name`, className: "pill-name", htmlFor: field.id }, shown, star);
  // A button says its own words too.
  if (field.tagName === "BUTTON") field.setAttribute("aria-labelledby", `${label.id} ${field.id}`);
  const removal = { type: "button", className: "pill-remove", tabIndex: -1, "aria-label": `Remove ${shown}` };
  const remove = make("button", { ...removal, onclick: onRemove }, icon("close"));
  const frame = make("span", { className: "pill" }, label, field, !option.required && remove);
  frame.dataset.option = option.name;
  if (option.required) field.setAttribute("aria-required", "true");
  return frame;
}

/**
 * What is said about an option below the composer.
 * @param {Object} option
 * @param {string} locale
 * @returns {string}
 */
export function helpOf(option, locale) {
  const limits = limitsOf(option);
  return [aboutIn(option, locale), limits, option.required ? "required" : ""].filter(Boolean).join(" · ");
}

/** An option that is typed, or chosen from a list while typing. */
export class TypedField {
  #picked = null;

  /**
   * @param {Object} option - As registered.
   * @param {string} locale
   * @param {{onRemove: () => void, onInput: () => void}} told
   */
  constructor(option, locale, { onRemove, onInput }) {
    this.option = option;
    this.help = helpOf(option, locale);
    this.input = offers(option) ? combobox() : plain(option);
    const shown = nameIn(option, locale);
    this.element = framed(option, this.input, { shown, onRemove });
    this.input.addEventListener("input", () => {
      this.#picked = null;
      this.mark(false);
      onInput();
    });
  }

  /** @returns {import("./values.js").Field} */
  get state() { return { text: this.input.value, picked: this.#picked, file: null }; }

  get isEmpty() { return this.input.value === ""; }

  /** Whether the caret stands before everything, with nothing marked. */
  get atStart() { return this.input.selectionStart === 0 && this.input.selectionEnd === 0; }

  /** Whether the caret stands behind everything, with nothing marked. */
  get atEnd() {
    const end = this.input.value.length;
    return this.input.selectionStart === end && this.input.selectionEnd === end;
  }

  /**
   * Takes an item of the list.
   * @param {{title: string, value: *}} item
   */
  pick(item) {
    this.input.value = item.title;
    this.#picked = { value: item.value };
    this.mark(false);
  }

  /**
   * Fills it as if it were typed; the name or the value of a choice counts as taken from the list.
   * @param {string} text
   */
  set(text) {
    const named = (choice) => [choice.name, String(choice.value)].includes(text);
    const choice = this.option.choices?.find(named);
    if (choice) return this.pick({ title: choice.name, value: choice.value });
    this.input.value = text;
    this.#picked = null;
  }

  /** Goes back to an earlier state. @param {import("./values.js").Field} state */
  restore(state) {
    this.input.value = state.text;
    this.#picked = state.picked;
  }

  /** Its value, or why there is none. */
  read() { return valueOf(this.option, this.state); }

  /** Shows whether it is wrong. @param {boolean} wrong */
  mark(wrong) {
    this.element.classList.toggle("wrong", wrong);
    if (wrong) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  /** Puts the caret behind what is typed. */
  focus() {
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }
}

function combobox() {
  const more = { type: "text", role: "combobox", autocomplete: "off", size: 6, enterKeyHint: "next" };
  const input = make("input", { ...more, className: "pill-field" });
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-describedby", "composer-help");
  return input;
}

function plain(option) {
  const tag = option.type === TEXT ? "textarea" : "input";
  const input = make(tag, { className: "pill-field", autocomplete: "off", enterKeyHint: "send" });
  if (tag === "textarea") input.rows = 1;
  else Object.assign(input, { type: "text", size: 6, inputMode: decimal(option) });
  input.setAttribute("aria-describedby", "composer-help");
  return input;
}

const decimal = ({ type }) => (type === INTEGER ? "numeric" : type === NUMBER ? "decimal" : "text");
