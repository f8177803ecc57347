// From what stands in an option's field to the value that is sent, or to a sentence why it cannot be.

/** Types of options, as Discord numbers them. */
export const TEXT = 3, INTEGER = 4, BOOLEAN = 5, PERSON = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9;
export const NUMBER = 10, ATTACHMENT = 11;

const MOST_TYPED = 6000;
const SUBJECTS = new Map([
  [PERSON, "a person"], [CHANNEL, "a channel"], [ROLE, "a role"], [MENTIONABLE, "a person or a role"],
]);

/**
 * What stands in a field.
 * @typedef {Object} Field
 * @property {string} text - What is typed.
 * @property {{value: *}|null} picked - What was taken from a list; null once the text was changed.
 * @property {File|null} file
 */

/**
 * The value that is sent, or why there is none.
 * @param {Object} option - As registered.
 * @param {Field} field
 * @returns {{value: *} | {wrong: string} | {file: File}}
 */
export function valueOf(option, field) {
  if (option.type === ATTACHMENT) return field.file ? { file: field.file } : { wrong: "Choose a file." };
  if (field.picked) return { value: field.picked.value };
  if (option.choices?.length || option.type === BOOLEAN) return { wrong: "Choose one of the list." };
  if (SUBJECTS.has(option.type)) return { wrong: `Choose ${SUBJECTS.get(option.type)} of the list.` };
  if (field.text === "") return { wrong: option.required ? "Fill this in." : "Fill this in, or remove it." };
  return option.type === TEXT ? textValue(option, field.text) : numberValue(option, field.text);
}

function textValue(option, text) {
  const length = [...text].length;
  const least = option.min_length ?? 0, most = option.max_length ?? MOST_TYPED;
  if (length < least) return { wrong: `At least ${count(least)}; this is ${length}.` };
  if (length > most) return { wrong: `At most ${count(most)}; this is ${length}.` };
  return { value: text };
}

function numberValue(option, text) {
  const value = Number(text.trim().replace(",", "."));
  const whole = option.type === INTEGER;
  if (text.trim() === "" || !Number.isFinite(value)) return { wrong: "This must be a number." };
  if (whole && !Number.isSafeInteger(value)) return { wrong: "This must be a whole number." };
  if (value < (option.min_value ?? -Infinity)) return { wrong: `At least ${option.min_value}.` };
  if (value > (option.max_value ?? Infinity)) return { wrong: `At most ${option.max_value}.` };
  return { value };
}

const count = (number) => `${number} ${number === 1 ? "character" : "characters"}`;

/**
 * The limits of an option in words, "" when there are none worth saying.
 * @param {Object} option
 * @returns {string}
 */
export function limitsOf(option) {
  const [least, most] = option.type === TEXT
    ? [option.min_length || null, option.max_length ?? null]
    : [option.min_value ?? null, option.max_value ?? null];
  const unit = option.type === TEXT ? " characters" : "";
  if (least !== null && most !== null) return `${least} to ${most}${unit}`;
  if (most !== null) return `at most ${most}${unit}`;
  return least === null ? "" : `at least ${least}${unit}`;
}

/**
 * What an autocomplete call is told about the other fields: what they hold so far, right or not.
 * @param {Object} option
 * @param {Field} field
 * @returns {*} undefined when there is nothing to tell.
 */
export function soFar(option, field) {
  if (option.type === ATTACHMENT) return undefined;
  if (field.picked) return field.picked.value;
  const read = field.text === "" ? {} : valueOf(option, field);
  if ("value" in read) return read.value;
  return option.type === TEXT && field.text !== "" ? field.text : undefined;
}
