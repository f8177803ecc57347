// What the page cannot draw is shown as such, never as nothing.
import { make } from "../dom.js";

/** @param {string} what in words @returns {HTMLElement} */
export const notDrawn = (what) => make("p", { className: "not-drawn" }, make("b", {}, "Not drawn: "), what);
