// What the page knows, and the one place that changes it. Made once by page.js and handed to every part:
//
//   store.world      GET /world as it last was            store.person    {id, key, name, …} who you are
//   store.channel    where you are: {id, key, guild_id, nsfw, permissions, …}
//   store.guild      its guild, or null in a direct conversation
//   store.messages   Map of id -> message view, oldest first, of this channel as this person sees it
//   store.commands   the commands offered to this person here, as the bot registered them
//   store.news       Map of channel id -> {unread, mentions}
//   store.up         whether the stand-in answers          store.botUp     whether the bot is on the gateway
//
//   store.on(topic, listener) -> stop()      topics: what they carry
//     world        nothing: people, places, rights or who you are changed
//     place        nothing: another channel or person; `messages` is loaded anew
//     message      a message view, new or edited           deleted   a message view
//     commands     nothing                                 news      nothing
//     typing       {channel_id, person_id}                 up        nothing: `up` or `botUp` changed
//     interaction  an interaction view of this person      modal     an interaction view answered with a modal
//     refused      {text, path} a sentence for a toast: a call was refused or not answered in time
//     reply        a message view to answer, or null       prefill   {command, options} for the composer
//     event        {kind, data} every event of the websocket, those asked for with `overhear` too
//
//   store.become(person key)   store.enter(channel key)   store.refresh()   store.overhear(kinds)
//   store.act(path, fields, {quiet}) -> interaction view or null: a control call as this person, see below
//   store.dismiss(message id)   store.seen()   store.nameOf(id)   store.may(flag, channel?)   store.emit(topic, data)
import { api, openEvents, Refusal } from "./api.js";
import { Emitter } from "./emitter.js";
import { Inbox } from "./inbox.js";
import { namesIn } from "./names.js";
import { News } from "./news.js";

/** Seconds in which a bot must have answered (Discord documentation, "Receiving and Responding to Interactions"). */
export const ANSWER_SECONDS = 3;
const SLACK_SECONDS = 0.3;
const UNANSWERED = "The application did not respond.";

/** Rights that the page asks about, as bits (Discord documentation, "Permissions"). */
export const RIGHT = { MANAGE_MESSAGES: 1n << 13n, SEND_MESSAGES: 1n << 11n, MANAGE_GUILD: 1n << 5n };

export class Store extends Emitter {
  world = null;
  person = null;
  channel = null;
  guild = null;
  commands = [];
  up = false;
  botUp = false;
  #names = new Map();
  #also = [];
  #close = () => {};
  #inbox = new Inbox();
  #visit = 0; // grows with every change of place or person: answers for an older one are dropped
  #reads;

  /** @param {Storage} memory where marks of what was read are kept */
  constructor(memory) {
    super();
    this.#reads = new News(memory);
  }

  /** @param {{person?: string, channel?: string}} [wanted] keys to begin with */
  async start(wanted = {}) {
    this.world = await api.get("/world");
    const known = this.world.people.some((one) => one.key === wanted.person);
    await this.become(known ? wanted.person : this.world.people[0].key, wanted.channel);
  }

  get messages() {
    return this.#inbox.messages;
  }

  /** Be another person, in the same channel if that person sees it. */
  become(key, channel = this.channel?.key) {
    return this.#told(this.#become(key, channel));
  }

  /** Open a channel. */
  enter(key) {
    return this.#told(this.#enter(key));
  }

  async #become(key, channel) {
    const visit = ++this.#visit, before = this.person;
    this.person = this.world.people.find((one) => one.key === key);
    try {
      await this.#learn();
    } catch (error) {
      if (visit === this.#visit) this.person = before;
      throw error;
    }
    if (visit === this.#visit) await this.#connect();
    if (visit === this.#visit) await this.#enter(this.#visible(channel) ?? this.channels()[0].key);
  }

  async #enter(key) {
    const visit = ++this.#visit;
    this.channel = this.channels().find((one) => one.key === key);
    this.guild = this.world.guilds.find((one) => one.id === this.channel.guild_id) ?? null;
    this.#inbox.clear();
    this.commands = [];
    await this.#load(visit);
    if (visit === this.#visit) await this.#offer(visit);
  }

  /** Read everything again: after a lost connection nothing may be missing. */
  async refresh() {
    if (!this.channel) return;
    const visit = this.#visit;
    await this.#learn();
    if (visit !== this.#visit) return;
    const key = this.#visible(this.channel.key);
    if (!key) return this.#enter(this.channels()[0].key);
    this.channel = this.channels().find((one) => one.key === key);
    await this.#load(visit);
    await this.#offer(visit);
  }

  /** Kinds of change to hear beyond what a person may see, such as "request", "dispatch", "violation". */
  overhear(kinds) {
    this.#also = kinds;
    if (this.person) quietly(this.#connect().then(() => this.refresh()));
  }

  /**
   * Do something as this person, and wait for the bot's first answer where there is one to come.
   * A modal is told as `modal`; what cannot be done as `refused`, unless `quiet`.
   * @param {string} path such as "/slash" @param {object} fields without `as` and `wait`
   * @param {{quiet?: boolean}} [how] quiet: a refusal is thrown instead of told
   * @returns {Promise<object | null>} the interaction (or message) view; null when it was refused
   */
  async act(path, fields, { quiet = false } = {}) {
    try {
      return await this.#done(path, fields);
    } catch (error) {
      if (quiet || !(error instanceof Refusal)) throw error;
      this.emit("refused", { text: error.message, path });
      return null;
    }
  }

  async #done(path, fields) {
    const asking = path === "/modal" ? {} : { as: this.person.key };
    const waiting = WITHOUT_ANSWER.has(path) ? {} : { wait: ANSWER_SECONDS + SLACK_SECONDS };
    const answer = await api.post(path, { ...fields, ...asking, ...waiting }).catch((error) => {
      throw error.status === 504 ? new Refusal(UNANSWERED, 504) : error;
    });
    if (answer.delivered === false) throw new Refusal(UNANSWERED, 504);
    if (answer.state === "modal") this.emit("modal", answer);
    return answer;
  }

  /** Take away one's own message, or one that only this person sees. */
  dismiss(id) {
    return this.act("/delete-message", { message: id });
  }

  /** The channels this person sees, the conversation with the bot last. */
  channels() {
    const seen = this.world.channels.filter((one) => one.guild_id && one.visible_to.includes(this.person.key));
    return [...seen, this.#conversation()];
  }

  /** A person's, the bot's, a role's or a channel's name by id; null when it is not known. */
  nameOf(id) {
    return this.#names.get(id) ?? null;
  }

  /** @param {bigint} flag one of RIGHT @returns {boolean} whether this person holds it here */
  may(flag, channel = this.channel) {
    if (!channel.permissions) return flag === RIGHT.SEND_MESSAGES;
    return (BigInt(channel.permissions[this.person.key]) & flag) !== 0n;
  }

  get news() {
    return this.#reads.marks;
  }

  #conversation() {
    const mine = this.world.channels.find((one) => !one.guild_id && one.visible_to.includes(this.person.key));
    return mine ? { ...mine, key: "dm" } : { id: null, key: "dm", guild_id: null, nsfw: false, type: 1 };
  }

  #visible(key) {
    return this.channels().some((one) => one.key === key) ? key : undefined;
  }

  async #learn() {
    const { key } = this.person;
    const [world, sessions, heads] = await Promise.all([
      api.get("/world"), api.get("/sessions"), api.get("/heads", { as: key }),
    ]);
    if (key !== this.person.key) return;
    this.world = world;
    this.person = world.people.find((one) => one.key === key);
    this.botUp = sessions.some((one) => one.connected);
    this.#names = namesIn(world);
    this.#reads.learn(this.person, heads);
    this.emit("world");
    this.emit("up");
    this.emit("news");
  }

  async #load(visit) {
    const query = { as: this.person.key, channel: this.channel.key, versions: "none" };
    const keep = await this.#inbox.read(() => api.get("/messages", query));
    if (!this.channel.id) await this.#learnConversation();
    if (visit !== this.#visit) return;
    keep();
    this.emit("place");
    this.seen();
  }

  /** Everything in the open channel is read. */
  seen() {
    if (!this.channel) return;
    this.#reads.read(this.person, this.channel.id, [...this.messages.keys()].at(-1));
    this.emit("news");
  }

  /** A conversation has no id before it is first read. */
  async #learnConversation() {
    this.world = await api.get("/world");
    if (this.channel.key === "dm") this.channel = this.#conversation();
  }

  async #offer(visit) {
    if (!this.channel) return;
    const commands = await api.get("/commands", { as: this.person.key, channel: this.channel.key });
    if (visit !== this.#visit) return;
    this.commands = commands;
    this.emit("commands");
  }

  /** Resolves when the line is up, or is not to be had just now; what is missed while it is down is read later. */
  #connect() {
    this.#close();
    return new Promise((resolve) => {
      let first = true;
      const close = openEvents({
        person: this.person.key,
        also: this.#also,
        onEvent: (event) => this.#hear(event),
        onUp: (up) => {
          this.up = up;
          this.emit("up");
          if (up && !first) quietly(this.refresh());
          first = false;
          resolve();
        },
      });
      this.#close = () => { close(); resolve(); };
    });
  }

  #hear(event) {
    switch (event.kind) {
      case "message": this.#appeared(event.data); break;
      case "deleted": if (this.#inbox.remove(event.data.id)) this.emit("deleted", event.data); break;
      case "interaction": this.emit("interaction", event.data); break;
      case "typing": this.emit("typing", event.data); break;
      case "session": quietly(this.#meet()); break;
      case "commands": quietly(this.#offer(this.#visit)); break;
      case "place": quietly(this.refresh()); break;
    }
    this.emit("event", event);
  }

  #appeared(message) {
    if (!this.world.channels.some((one) => one.id === message.channel_id)) quietly(this.refresh());
    const here = message.channel_id === this.channel?.id;
    this.#reads.note(this.person, message, here && !document.hidden);
    if (here) {
      this.#inbox.put(message);
      this.emit("message", message);
    }
    this.emit("news");
  }

  /** What cannot be done is told; it is never thrown at whoever pressed a button. */
  async #told(doing) {
    try {
      await doing;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.emit("refused", { text: error.message, path: "" });
    }
  }

  async #meet() {
    const sessions = await api.get("/sessions");
    this.botUp = sessions.some((one) => one.connected);
    this.emit("up");
  }
}

const WITHOUT_ANSWER = new Set(["/say", "/delete-message"]);

// A change that cannot be read just now is read when the line is up again.
const quietly = (reading) => reading.catch((error) => { if (!(error instanceof Refusal)) throw error; });
