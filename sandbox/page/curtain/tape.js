// A list of what happened, the newest on top: grows once per frame, keeps so many, filters by words.
import { make } from "../dom.js";

const KEPT = 250;

export class Tape {
  #entries = [];
  #waiting = [];
  #list;
  #filter;
  #draw;
  #empty;

  /**
   * @param {{label: string, empty: string, draw: (entry: any) => {words: string, item: HTMLElement}}} how
   *   `draw` makes a list item, and the words by which the filter finds it
   */
  constructor({ label, empty, draw }) {
    this.#draw = draw;
    this.#list = make("ol", { className: "tape", "aria-label": label });
    this.#empty = make("p", { className: "empty" }, empty);
    this.#filter = make("input", { type: "search", placeholder: "Filter", "aria-label": `Filter: ${label}` });
    this.#filter.oninput = () => this.#entries.forEach((entry) => this.#sift(entry));
    const clear = make("button", { type: "button", className: "act", onclick: () => this.clear() }, "Clear");
    this.parts = [make("div", { className: "acts" }, this.#filter, clear), this.#empty, this.#list];
  }

  /** @param {any[]} happened oldest first */
  add(...happened) {
    if (!this.#waiting.length) requestAnimationFrame(() => this.#take());
    this.#waiting.push(...happened);
    this.#waiting.splice(0, this.#waiting.length - KEPT);
  }

  clear() {
    this.#entries = [];
    this.#waiting = [];
    this.#list.replaceChildren();
    this.#empty.hidden = false;
  }

  #take() {
    const fresh = this.#waiting.map((each) => this.#draw(each));
    this.#waiting = [];
    fresh.forEach((entry) => this.#sift(entry));
    this.#list.prepend(...fresh.map((entry) => entry.item).reverse());
    this.#entries.push(...fresh);
    for (const old of this.#entries.splice(0, this.#entries.length - KEPT)) old.item.remove();
    this.#empty.hidden = this.#entries.length > 0;
  }

  #sift(entry) {
    entry.item.hidden = !entry.words.toLowerCase().includes(this.#filter.value.trim().toLowerCase());
  }
}

/**
 * One entry: a line that opens to more, which is only made when it is opened.
 * @param {(string | Node)[]} line @param {() => Node[]} more @returns {HTMLElement}
 */
export function folded(line, more) {
  const details = make("details", {}, make("summary", {}, ...line));
  details.addEventListener("toggle", () => details.append(make("div", { className: "more" }, ...more())), { once: true });
  return details;
}
