// Building elements. Words only ever become text, never markup.

/**
 * @param {string} tag
 * @param {Record<string, any>} [more] properties where the element has them (className, onclick, disabled …),
 *   attributes otherwise (role, aria-label …); null and undefined are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function make(tag, more = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(more)) {
    if (value === null || value === undefined) continue;
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Words for screen readers alone.
 * @param {string} text @returns {HTMLElement}
 */
export const unseen = (text) => make("span", { className: "unseen" }, text);

/** @param {string} id @returns {HTMLElement} the element of the page with this id */
export const at = (id) => document.getElementById(id);
