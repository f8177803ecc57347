// A list that opens for a text field: ARIA's listbox, moved through while the focus stays in the field.
import { make } from "../dom.js";

let serial = 0;

/**
 * One row.
 * @typedef {Object} Item
 * @property {string} title
 * @property {string} [note] - Said below or beside the title.
 * @property {string} [tag] - A short word at the end: "required".
 * @property {*} [value] - For whoever opened the list.
 */

/** A list of items above or below a field. */
export class Listbox {
  #pick = () => {};


  /** @param {string} label - What a screen reader calls it. */
  constructor(label) {
    this.items = [];
    this.at = -1;
    this.field = null;
    const id = `listbox-${++serial}`;
    this.head = make("p", { className: "listbox-head", hidden: true });
    this.list = make("div", { id, className: "listbox-rows", role: "listbox", "aria-label": label });
    this.said = make("p", { className: "listbox-said", hidden: true });
    this.element = make("div", { className: "listbox", hidden: true }, this.head, this.list, this.said);
    // A press must not take the focus from the field.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Whether it can be seen. */
  get isOpen() { return !this.element.hidden; }

  /** The item that Enter takes, or null. */
  get active() { return this.items[this.at] ?? null; }

  /**
   * Shows items for a field.
   * @param {HTMLElement} field
   * @param {Item[]} items
   * @param {(item: Item) => void} pick - Told the item that is clicked, or taken with `take`.
   * @param {{at?: number, head?: string, said?: string}} [more] - `at`: the item that is active, -1 for
   *   none; `head`: a line above; `said`: a sentence instead of items, such as "Loading choices…".
   */
  open(field, items, pick, { at = 0, head = "", said = "" } = {}) {
    if (this.field !== field) this.close();
    this.field = field;
    this.#pick = pick;
    this.items = items;
    this.at = Math.min(at, items.length - 1);
    this.head.textContent = head;
    this.head.hidden = !head;
    this.said.textContent = said;
    this.said.hidden = !said;
    this.list.hidden = !items.length;
    this.list.replaceChildren(...items.map((item, index) => this.#row(item, index)));
    this.element.hidden = !items.length && !said;
    field.setAttribute("aria-controls", this.list.id);
    this.#tellField();
    this.#show();
  }

  /** Hides it. */
  close() {
    this.element.hidden = true;
    this.items = [];
    this.at = -1;
    if (this.field) this.#tellField();
    this.field = null;
  }

  /**
   * Goes up or down, around the ends.
   * @param {number} step
   */
  move(step) {
    if (!this.items.length) return;
    const from = this.at < 0 && step < 0 ? 0 : this.at;
    this.#activate((from + step + this.items.length) % this.items.length);
  }

  /**
   * Takes the active item.
   * @returns {boolean} Whether there was one.
   */
  take() {
    const item = this.isOpen ? this.active : null;
    if (item) this.#pick(item);
    return item !== null;
  }

  #activate(index) {
    this.at = index;
    [...this.list.children].forEach((row, number) => this.#mark(row, number));
    this.#tellField();
    this.#show();
  }

  #show() { this.list.children[this.at]?.scrollIntoView({ block: "nearest" }); }

  #tellField() {
    const open = this.isOpen && this.items.length > 0;
    this.field.setAttribute("aria-expanded", String(open));
    const row = open ? this.list.children[this.at] : null;
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #row(item, index) {
    const words = make("span", { className: "row-words" }, make("span", { className: "row-title" }, item.title));
    if (item.note) words.append(" ", make("span", { className: "row-note" }, item.note));
    const row = make("div", { className: "listbox-row", role: "option", id: `${this.list.id}-${index}` }, words);
    this.#mark(row, index);
    if (item.tag) row.append(" ", make("span", { className: "row-tag" }, item.tag));
    return row;
  }

  #mark(row, index) {
    row.classList.toggle("active", index === this.at);
    row.setAttribute("aria-selected", String(index === this.at));
  }

  #clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row) this.#pick(this.items[[...this.list.children].indexOf(row)]);
  }
}
