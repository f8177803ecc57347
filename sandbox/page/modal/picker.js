// A select of a modal: options, people, roles or channels, one or several, found by typing.
import { fitting } from "../composer/commands.js";
import { Listbox } from "../composer/listbox.js";
import { subjectsOf } from "../composer/subjects.js";
import { CHANNEL, MENTIONABLE, PERSON, ROLE } from "../composer/values.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { faultOf } from "./choices.js";

const GAP = 4; // pixels between a field and its list
/** From a select's type to the type of option that offers the same. */
const SUBJECTS = new Map([[5, PERSON], [6, ROLE], [7, MENTIONABLE], [8, CHANNEL]]);

/**
 * @param {Object} part - The component.
 * @param {import("../state.js").Store} store
 * @returns {import("./frame.js").Input}
 */
export function picker(part, store) {
  const made = new Picker(part, itemsOf(part, store));
  return { element: made.element, target: made.input, wrong: () => made.wrong(), value: async () => made.values };
}

function itemsOf(part, store) {
  const kind = SUBJECTS.get(part.type);
  if (kind) return subjectsOf(store, kind, part.channel_types);
  return part.options.map((option) => ({
    title: [option.emoji?.name, option.label].filter(Boolean).join(" "),
    note: option.description ?? "",
    value: option.value,
  }));
}

function presetOf(part) {
  const chosen = (part.options ?? []).filter((option) => option.default).map((option) => option.value);
  return [...chosen, ...(part.default_values ?? []).map((each) => String(each.id))];
}

// The list stands over what follows: nothing moves away from under the pointer. Below the field if there is room.
function stand(list, field) {
  const { left, top, bottom, width } = field.getBoundingClientRect();
  const above = innerHeight - bottom < list.offsetHeight + GAP && top > list.offsetHeight + GAP;
  const at = above ? top - list.offsetHeight - GAP : bottom + GAP;
  Object.assign(list.style, { left: `${left}px`, top: `${at}px`, width: `${width}px` });
}

class Picker {
  #items;
  #part;
  #follow = () => { if (this.list.isOpen) stand(this.list.element, this.input); };

  constructor(part, items) {
    this.#part = part;
    this.#items = items;
    this.most = part.max_values ?? 1;
    this.values = presetOf(part);
    this.list = new Listbox("Choices", { several: this.most > 1 });
    this.input = make("input", { type: "text", role: "combobox", className: "field-text", autocomplete: "off" });
    for (const [key, value] of Object.entries({ "aria-autocomplete": "list", "aria-expanded": "false" })) this.input.setAttribute(key, value);
    if (part.required ?? true) this.input.setAttribute("aria-required", "true");
    this.taken = make("ul", { className: "picker-taken", "aria-label": "Chosen" });
    this.element = make("div", { className: "picker" }, this.taken, this.input, this.list.element);
    this.input.addEventListener("focus", () => addEventListener("scroll", this.#follow, true));
    this.input.addEventListener("blur", () => removeEventListener("scroll", this.#follow, true));
    this.input.addEventListener("focus", () => this.#offer());
    this.input.addEventListener("click", () => this.#offer());
    this.input.addEventListener("input", () => this.#offer());
    this.input.addEventListener("blur", () => { this.list.close(); this.#draw(); });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.#draw();
  }

  /** What is wrong with what is chosen. */
  wrong() {
    const required = this.#part.required ?? true;
    const least = required ? Math.max(1, this.#part.min_values ?? 1) : this.#part.min_values ?? 0;
    return faultOf(this.values.length, { required, least, most: this.most });
  }

  get #several() { return this.most > 1; }

  #title(value) {
    return this.#items.find((item) => item.value === value)?.title ?? value;
  }

  #draw() {
    const single = !this.#several && this.values.length;
    this.input.value = single ? this.#title(this.values[0]) : "";
    this.input.placeholder = this.#part.placeholder ?? (this.#several ? `Choose up to ${this.most}` : "Choose");
    this.taken.hidden = !this.#several || !this.values.length;
    this.taken.replaceChildren(...(this.#several ? this.values : []).map((value) => this.#chip(value)));
  }

  #chip(value) {
    const remove = make("button", { type: "button", tabIndex: -1, onclick: () => this.#toggle(value) }, icon("close"));
    remove.setAttribute("aria-label", `Remove ${this.#title(value)}`);
    return make("li", {}, this.#title(value), remove);
  }

  #offer() {
    const shown = this.input.value;
    const untouched = !this.#several && this.values.length && shown === this.#title(this.values[0]);
    const found = fitting(this.#items, untouched ? "" : shown, (item) => [item.title, item.note]);
    const items = found.map((item) => ({ ...item, chosen: this.values.includes(item.value) }));
    const at = Math.max(0, items.findIndex((item) => item.chosen));
    this.list.open(this.input, items, (item) => this.#take(item), { at, said: items.length ? "" : "Nothing here fits." });
    stand(this.list.element, this.input);
  }

  #take(item) {
    if (this.#several) return this.#toggle(item.value);
    this.values = [item.value];
    this.#changed();
    this.list.close();
  }

  #toggle(value) {
    if (this.values.includes(value)) this.values = this.values.filter((each) => each !== value);
    else if (this.values.length < this.most) this.values = [...this.values, value];
    else return;
    this.#changed();
    if (document.activeElement === this.input) this.#offer();
  }

  #changed() {
    this.#draw();
    this.element.dispatchEvent(new Event("input"));
  }

  #key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.isOpen) this.list.move(step);
    else if (step) this.#offer();
    else if (event.key === "Enter" && this.list.take()) event.stopPropagation();
    else if (event.key === "Escape" && this.list.isOpen) this.list.close();
    else if (event.key === "Backspace" && this.#clears()) this.#removeLast();
    else return;
    event.preventDefault();
  }

  // Backspace takes a choice away: the last of several, or the one that is shown.
  #clears() {
    if (!this.values.length) return false;
    return this.#several ? this.input.value === "" : this.input.value === this.#title(this.values[0]);
  }

  #removeLast() {
    this.values = this.values.slice(0, -1);
    this.#changed();
    this.#offer();
  }
}
