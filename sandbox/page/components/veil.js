// Spoilers: closed until opened.
import { make } from "../dom.js";

/** @param {HTMLElement} content @param {string} name @returns {HTMLElement} */
export const veiled = (content, name) => make("details", { className: "veil" }, make("summary", {}, name), content);
