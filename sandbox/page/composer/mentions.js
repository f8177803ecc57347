// Mentions in an ordinary message: "@Mira" as one types it, "<@id>" as it is sent.
import { subjectsOf } from "./subjects.js";
import { PERSON } from "./values.js";

/**
 * The people who can be mentioned here.
 * @param {import("../state.js").Store} store
 */
export const mentionable = (store) => subjectsOf(store, PERSON);

/**
 * What is typed behind an "@" at the end of a text; null when no mention is being typed.
 * @param {string} text
 * @returns {string | null}
 */
export const endOfMention = (text) => /(?:^|\s)@([\p{L}\p{N}_.-]*)$/u.exec(text)?.[1] ?? null;

/**
 * A text as it is sent.
 * @param {import("../state.js").Store} store
 * @param {string} text
 * @returns {string}
 */
export function written(store, text) {
  const ids = new Map(mentionable(store).map((one) => [one.title.toLowerCase(), one.value]));
  return text.replace(/(^|\s)@([\p{L}\p{N}_.-]+)/gu, (whole, before, name) => {
    const id = ids.get(name.toLowerCase());
    return id ? `${before}<@${id}>` : whole;
  });
}
