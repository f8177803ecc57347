// What a person has not read yet, per channel. Ids of messages grow with time, so one id is a bookmark.

const KEPT_AS = "inkling.read";

export class News {
  /** @type {Map<string, {unread: number, mentions: number}>} by channel id */
  marks = new Map();
  #memory;
  #read; // {person key: {channel id: last read message id}}

  /** @param {Storage} memory */
  constructor(memory) {
    this.#memory = memory;
    this.#read = JSON.parse(memory.getItem(KEPT_AS) ?? "{}");
  }

  /**
   * @param {{key: string}} person
   * @param {{channel_id: string, messages: string[], mentions: string[]}[]} heads ids of the messages of others
   */
  learn(person, heads) {
    const known = this.#of(person);
    this.marks = new Map();
    for (const { channel_id: channel, messages, mentions } of heads) {
      const after = (id) => later(id, known[channel]);
      this.marks.set(channel, { unread: messages.filter(after).length, mentions: mentions.filter(after).length });
    }
  }

  /** Everything up to this message is read. */
  read(person, channel, id) {
    this.marks.set(channel, { unread: 0, mentions: 0 });
    if (!id) return;
    this.#of(person)[channel] = id;
    this.#memory.setItem(KEPT_AS, JSON.stringify(this.#read));
  }

  /** A message came or changed; `seen` when its channel is open before this person. */
  note(person, message, seen) {
    const { channel_id: channel, id } = message;
    if (!later(id, this.#of(person)[channel])) return;
    if (seen || message.author_id === person.id) return this.read(person, channel, id);
    if (message.message.edited_timestamp) return;
    const mark = this.marks.get(channel) ?? { unread: 0, mentions: 0 };
    const mentions = mark.mentions + Number(message.pinged.includes(person.id));
    this.marks.set(channel, { unread: mark.unread + 1, mentions });
  }

  #of(person) {
    return (this.#read[person.key] ??= {});
  }
}

const later = (id, read) => !read || BigInt(id) > BigInt(read);
