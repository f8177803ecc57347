// Selects of every kind: a button that says what is chosen, and the list that it opens.
import { subjectsOf } from "../composer/subjects.js";
import { CHANNEL, MENTIONABLE, PERSON, ROLE } from "../composer/values.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { emoji } from "./button.js";
import { controlKey } from "./key.js";
import { pick } from "./pick.js";

/** Kinds of select to kinds of option: both ask for the same things. */
const SUBJECTS = { 5: PERSON, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL };
const PROMPTS = { 3: "Choose", 5: "Choose people", 6: "Choose roles", 7: "Choose people or roles", 8: "Choose channels" };

/** @param {object} part @param {import("./draw.js").Context} context @returns {HTMLElement} */
export function choice(part, { message, busy, store }) {
  const chosen = optionsOf(part, store).filter((option) => chosenOf(part).includes(option.value));
  const waiting = busy.has(controlKey(message, part.custom_id));
  const words = chosen.length
    ? chosen.map((option) => make("span", { className: "chosen" }, emoji(option.emoji), option.title))
    : [make("span", { className: "placeholder" }, part.placeholder ?? PROMPTS[part.type])];
  const about = { type: "button", className: "select", "data-do": "choose", "data-id": part.custom_id };
  const state = { disabled: part.disabled ?? false, "aria-busy": waiting ? "true" : null, "aria-haspopup": "listbox" };
  const name = part.placeholder ?? PROMPTS[part.type];
  const said = chosen.length ? `${name}: ${chosen.map((option) => option.title).join(", ")}` : name;
  return make("button", { ...about, ...state, "aria-label": said },
    make("span", { className: "chosen-row" }, ...words), icon("down"));
}

/**
 * Let a person choose; resolves when the list closes.
 * @param {HTMLElement} button @param {object} part @param {import("../state.js").Store} store
 * @returns {Promise<string[] | null>} null when nothing was chosen anew
 */
export function openChoice(button, part, store) {
  return pick(button, {
    label: part.placeholder ?? PROMPTS[part.type],
    options: optionsOf(part, store),
    chosen: chosenOf(part),
    min: part.min_values ?? 1,
    max: part.max_values ?? 1,
  });
}

/**
 * What a select offers.
 * @param {object} part @param {import("../state.js").Store} store
 * @returns {{title: string, note?: string, value: string, emoji?: object}[]}
 */
export function optionsOf(part, store) {
  if (SUBJECTS[part.type]) return subjectsOf(store, SUBJECTS[part.type], part.channel_types ?? []);
  return (part.options ?? []).map(({ label, description, value, emoji: face }) =>
    ({ title: label, note: description, value, emoji: face }));
}

const chosenOf = (part) =>
  part.type === 3
    ? (part.options ?? []).filter((option) => option.default).map((option) => option.value)
    : (part.default_values ?? []).map((one) => one.id);
