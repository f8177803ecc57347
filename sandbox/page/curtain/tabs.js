// Tabs by the ARIA pattern: arrows, Home and End move, and what has the focus is shown.
import { make } from "../dom.js";

export class Tabs {
  #tabs;
  #shown;

  /**
   * @param {string} label of all of them
   * @param {{name: string, panel: HTMLElement}[]} pages
   * @param {(panel: HTMLElement) => void} shown called with the panel that is shown from now on
   */
  constructor(label, pages, shown) {
    this.#shown = shown;
    this.#tabs = pages.map(({ name, panel }) => tab(name, panel));
    this.#tabs.forEach((each, place) => { each.button.onclick = () => this.#show(place); });
    const list = make("div", { role: "tablist", className: "tabs", "aria-label": label },
      ...this.#tabs.map((each) => each.button));
    list.addEventListener("keydown", (event) => this.#move(event));
    this.parts = [list, ...this.#tabs.map((each) => each.panel)];
    this.#show(0);
  }

  #move(event) {
    const here = this.#tabs.findIndex((each) => each.button === document.activeElement);
    const last = this.#tabs.length - 1;
    const to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here ? here - 1 : last, Home: 0, End: last };
    if (!(event.key in to)) return;
    event.preventDefault();
    this.#show(to[event.key]);
    this.#tabs[to[event.key]].button.focus();
  }

  #show(place) {
    this.#tabs.forEach(({ button, panel }, each) => {
      button.setAttribute("aria-selected", String(each === place));
      button.tabIndex = each === place ? 0 : -1;
      panel.hidden = each !== place;
    });
    this.#shown(this.#tabs[place].panel);
  }
}

function tab(name, panel) {
  const id = `curtain-${name.toLowerCase()}`;
  const button = make("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id }, name);
  panel.id = id;
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", button.id);
  panel.tabIndex = 0;
  return { button, panel };
}
