// What an option offers while it is typed: its choices, yes and no, people, or what the bot answers.
import { api } from "../api.js";
import { fitting, nameIn } from "./commands.js";
import { subjectsOf } from "./subjects.js";
import { BOOLEAN, CHANNEL, MENTIONABLE, PERSON, ROLE } from "./values.js";

const SUBJECTS = [PERSON, CHANNEL, ROLE, MENTIONABLE];
/** How long one waits for the next key before the bot is asked. */
const PAUSE_MS = 120;

/**
 * Whether an option's values come from a list at all.
 * @param {Object} option
 * @returns {boolean}
 */
export const offers = (option) => Boolean(option.autocomplete) || isClosed(option);

const isClosed = (option) =>
  Boolean(option.choices?.length) || option.type === BOOLEAN || SUBJECTS.includes(option.type);

/** Offers items for options; of several questions to the bot only the last one counts. */
export class Suggestions {
  #store;
  #asked = 0;
  #last = { option: null, items: [] }; // what the bot offered last

  /** @param {import("../state.js").Store} store */
  constructor(store) {
    this.#store = store;
  }

  /**
   * Tells `show` what an option offers, at once or when the bot has answered.
   * @param {{name: string, options: Object}} command - The command's name, and its values so far.
   * @param {Object} option
   * @param {string} typed
   * @param {(items: import("./listbox.js").Item[], said: string) => void} show - `said` stands in for items
   *   that are awaited or did not come.
   */
  offer(command, option, typed, show) {
    const mine = ++this.#asked;
    if (isClosed(option)) {
      const items = fitting(this.#fixed(option), typed, (item) => [item.title, item.note ?? ""]);
      show(items, items.length ? "" : "Nothing here fits.");
      return;
    }
    // What was offered before and still fits stays, so that the list does not flicker with each key.
    const still = this.#last.option === option ? fitting(this.#last.items, typed, (item) => [item.title, ""]) : [];
    show(still, still.length ? "" : "Loading choices…");
    setTimeout(() => {
      if (mine === this.#asked) void this.#ask(mine, command, option, show);
    }, PAUSE_MS);
  }

  /** Forgets what is still awaited, and what was offered. */
  drop() {
    this.#asked += 1;
    this.#last = { option: null, items: [] };
  }

  async #ask(mine, command, option, show) {
    const { person, channel } = this.#store;
    const where = { as: person.key, channel: channel.key, command: command.name, focused: option.name };
    const answer = await api.post("/autocomplete", { ...where, options: command.options }).catch(() => null);
    if (mine !== this.#asked) return;
    if (!answer) return show([], "The choices did not load.");
    const items = answer.choices.map((choice) => this.#choice(choice));
    this.#last = { option, items };
    show(items, items.length ? "" : "No choices fit.");
  }

  #fixed(option) {
    if (option.choices?.length) return option.choices.map((choice) => this.#choice(choice));
    if (option.type === BOOLEAN) return [{ title: "True", value: true }, { title: "False", value: false }];
    return subjectsOf(this.#store, option.type, option.channel_types);
  }

  #choice(choice) {
    return { title: nameIn(choice, this.#store.person.locale), value: choice.value };
  }
}
