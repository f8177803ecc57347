// The messages of the open channel: what was read at once, and what was heard while it was being read.

export class Inbox {
  /** @type {Map<string, object>} message views by id, oldest first */
  messages = new Map();
  #heard = null; // while reading: id -> view, or null for a deleted one

  /** Forget everything: another place is opened. */
  clear() {
    this.messages = new Map();
    this.#heard = null;
  }

  /**
   * Read the channel. What is heard meanwhile counts where it is newer than what was read.
   * @param {() => Promise<object[]>} fetched oldest first @returns {Promise<() => void>} puts it in place
   */
  async read(fetched) {
    const heard = (this.#heard = new Map());
    const found = await fetched();
    return () => {
      this.messages = new Map(found.map((message) => [message.id, message]));
      for (const [id, message] of heard) this.#keep(id, message);
      if (this.#heard === heard) this.#heard = null;
    };
  }

  /** A message appeared or changed. */
  put(message) {
    this.messages.set(message.id, message);
    this.#heard?.set(message.id, message);
  }

  /** @returns {boolean} whether it was there */
  remove(id) {
    this.#heard?.set(id, null);
    return this.messages.delete(id);
  }

  #keep(id, message) {
    if (!message) return this.messages.delete(id);
    const read = this.messages.get(id);
    if (!read || changedAt(message) > changedAt(read)) this.messages.set(id, message);
  }
}

/** ISO texts of one clock compare as texts. */
const changedAt = ({ message }) => message.edited_timestamp ?? message.timestamp;
