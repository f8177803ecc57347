// A menu that opens where one pressed: ARIA's menu, with arrows, letters, Home, End and Esc.
import { make } from "../dom.js";

const EDGE = 8; // least distance to the window's edge, in pixels

/**
 * @typedef {Object} Choice
 * @property {string} label
 * @property {() => void} act
 * @property {boolean} [danger]
 */

/** One menu at a time. */
export class Menu {
  #back = [];
  #away = (event) => { if (!this.element.contains(event.target)) this.close(); };

  constructor() {
    this.element = make("div", { className: "menu", role: "menu", hidden: true });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.element.contains(event.relatedTarget)) this.close();
    });
  }

  /**
   * @param {{x: number, y: number}} point - In the window.
   * @param {string} label - What the menu is about.
   * @param {{title: string, choices: Choice[]}[]} groups - Groups without choices are left out.
   * @param {HTMLElement[]} back - Are given the focus afterwards, one after the other: what is shown only
   *   while something around it has the focus comes last.
   */
  open(point, label, groups, back) {
    this.close();
    this.#back = back;
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(...groups.filter((each) => each.choices.length).map((each) => this.#group(each)));
    this.element.hidden = false;
    this.#stand(point);
    this.#items()[0]?.focus();
    document.addEventListener("pointerdown", this.#away, true);
  }

  /** Puts it away. */
  close() {
    if (this.element.hidden) return;
    document.removeEventListener("pointerdown", this.#away, true);
    const inside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (inside) for (const element of this.#back) element.focus();
  }

  #group({ title, choices }) {
    const items = choices.map((choice) => this.#item(choice));
    const head = title ? [make("div", { className: "menu-title", "aria-hidden": "true" }, title)] : [];
    return make("div", { role: "group", className: "menu-group", "aria-label": title || null }, ...head, ...items);
  }

  #item({ label, act, danger }) {
    const chosen = () => { this.close(); act(); };
    const more = { type: "button", role: "menuitem", tabIndex: -1, onclick: chosen };
    return make("button", { ...more, className: danger ? "menu-item danger" : "menu-item" }, label);
  }

  #items() { return [...this.element.querySelectorAll("[role=menuitem]")]; }

  #stand({ x, y }) {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.max(EDGE, Math.min(x, innerWidth - width - EDGE));
    const top = Math.max(EDGE, Math.min(y, innerHeight - height - EDGE));
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px` });
  }

  #key(event) {
    const items = this.#items(), here = items.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else if (event.key.length === 1 && event.key !== " ") beginning(items, here, event.key)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function beginning(items, here, letter) {
  const order = [...items.slice(here + 1), ...items.slice(0, here + 1)];
  return order.find((each) => each.textContent.toLowerCase().startsWith(letter.toLowerCase()));
}
