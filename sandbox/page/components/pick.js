// Choosing from a list that opens at a button: one of it, or several.
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { emoji } from "./button.js";

const SEARCHED_FROM = 9;
const GAP_PX = 4;
let serial = 0;

/**
 * @typedef {{title: string, note?: string, value: string, emoji?: object}} Option
 * @param {HTMLElement} anchor
 * @param {{label: string, options: Option[], chosen: string[], min: number, max: number}} wanted
 * @returns {Promise<string[] | null>} values; null when it was left as it was, or with too few
 */
export function pick(anchor, wanted) {
  return new Promise((resolve) => new Picker(anchor, wanted, resolve).open());
}

class Picker {
  #anchor; #wanted; #resolve; #box; #list; #field; #hint;
  #values;
  #at = 0;
  #left = false; // by Escape: nothing is taken

  constructor(anchor, wanted, resolve) {
    this.#anchor = anchor;
    this.#wanted = wanted;
    this.#resolve = resolve;
    this.#values = new Set(wanted.chosen);
  }

  open() {
    const { label, options, max, min } = this.#wanted;
    const id = `pick-${++serial}`;
    this.#list = make("div", { id, role: "listbox", className: "pick-list", "aria-label": label });
    if (max > 1) this.#list.setAttribute("aria-multiselectable", "true");
    this.#field = make("input", { type: "text", role: "combobox", autocomplete: "off", "aria-controls": id,
      "aria-expanded": "true", "aria-label": label, placeholder: "Search" });
    this.#field.className = options.length < SEARCHED_FROM ? "unseen" : "pick-field";
    this.#hint = make("p", { className: "pick-hint", hidden: max === 1 }, limits(min, max));
    const about = { className: "pick", popover: "auto", role: "dialog", "aria-label": label };
    this.#box = make("div", about, this.#field, this.#list, this.#hint);
    this.#box.onkeydown = (event) => this.#key(event);
    this.#field.oninput = () => { this.#at = 0; this.#draw(); };
    this.#list.onpointerdown = (event) => event.preventDefault();
    this.#list.onclick = (event) => this.#clicked(event);
    this.#box.ontoggle = (event) => { if (event.newState === "closed") this.#closed(); };
    (this.#anchor.closest("dialog") ?? document.body).append(this.#box);
    this.#at = Math.max(0, options.findIndex((option) => this.#values.has(option.value)));
    this.#draw();
    this.#box.showPopover();
    this.#place();
    this.#field.focus();
    this.#activate(this.#at);
  }

  get #fitting() {
    const typed = this.#field.value.trim().toLowerCase();
    return this.#wanted.options.filter((option) => `${option.title} ${option.note ?? ""}`.toLowerCase().includes(typed));
  }

  #draw() {
    const rows = this.#fitting.map((option, index) => this.#row(option, index));
    this.#list.replaceChildren(...(rows.length ? rows : [make("p", { className: "pick-none" }, "Nothing here fits.")]));
    this.#activate(this.#at);
  }

  #row(option, index) {
    const chosen = this.#values.has(option.value);
    const words = make("span", { className: "pick-words" }, make("b", {}, option.title),
      option.note && make("small", {}, option.note));
    const about = { role: "option", className: "pick-row", id: `${this.#list.id}-${index}` };
    return make("div", { ...about, "aria-selected": String(chosen), "data-value": option.value },
      emoji(option.emoji), words, chosen && icon("check"));
  }

  #activate(index) {
    this.#at = index;
    const rows = [...this.#list.querySelectorAll("[role=option]")];
    rows.forEach((row, at) => row.classList.toggle("active", at === index));
    rows[index]?.scrollIntoView({ block: "nearest" });
    if (rows[index]) this.#field.setAttribute("aria-activedescendant", rows[index].id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const count = this.#fitting.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) this.#activate((this.#at + step + count) % count);
    else if (event.key === "Enter") this.#take(this.#fitting[this.#at]);
    else if (event.key === "Escape") this.#left = true;
    else if (event.key === "Tab") this.#box.hidePopover();
    else return;
    if (event.key !== "Escape") event.preventDefault();
    event.stopPropagation();
  }

  #clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row) this.#take(this.#wanted.options.find((option) => option.value === row.dataset.value));
  }

  /** One of one closes the list at once; several wait until it is closed. */
  #take(option) {
    if (!option) return;
    const { max } = this.#wanted;
    if (max === 1) {
      this.#values = new Set([option.value]);
      return this.#box.hidePopover();
    }
    if (this.#values.has(option.value)) this.#values.delete(option.value);
    else if (this.#values.size < max) this.#values.add(option.value);
    this.#draw();
  }

  #closed() {
    this.#box.remove();
    if (this.#anchor.isConnected) this.#anchor.focus();
    const values = [...this.#values], { chosen, min } = this.#wanted;
    const same = values.length === chosen.length && values.every((one) => chosen.includes(one));
    this.#resolve(this.#left || same || values.length < min ? null : values);
  }

  #place() {
    const at = this.#anchor.getBoundingClientRect(), box = this.#box.getBoundingClientRect();
    const below = at.bottom + GAP_PX + box.height <= innerHeight;
    const top = below ? at.bottom + GAP_PX : Math.max(GAP_PX, at.top - GAP_PX - box.height);
    this.#box.style.insetBlockStart = `${top}px`;
    this.#box.style.insetInlineStart = `${Math.max(GAP_PX, Math.min(at.left, innerWidth - box.width - GAP_PX))}px`;
    this.#box.style.minInlineSize = `${Math.min(at.width, innerWidth - 2 * GAP_PX)}px`;
  }
}

function limits(min, max) {
  const words = min === max ? `Choose ${max}` : min > 0 ? `Choose ${min} to ${max}` : `Choose up to ${max}`;
  return `${words}; Tab or Escape closes the list.`;
}
