// One message as a person sees it.
import { avatar } from "../avatar.js";
import { drawAll } from "../components/draw.js";
import { embed } from "../components/embed.js";
import { attachments } from "../components/media.js";
import { notDrawn } from "../components/not-drawn.js";
import { make, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { inline, rich } from "../markdown/markdown.js";
import { RIGHT } from "../state.js";
import { clock, moment } from "./time.js";

/**
 * What is around a message while it is drawn.
 * @typedef {{store: import("../state.js").Store, busy: Set<string>, follows: boolean,
 *            isFirstNew: boolean}} Around
 */

/** @param {object} view a message view @param {Around} around @returns {HTMLElement} */
export function item(view, around) {
  const { store, follows } = around;
  const wire = view.message;
  const element = make("li", { className: "message", "data-message": view.id, "data-key": view.id, tabIndex: -1 });
  if (follows) element.classList.add("follows");
  if (view.ephemeral) element.classList.add("ephemeral");
  if (view.pinged.includes(store.person.id)) element.classList.add("pings");
  element.append(...[
    around.isFirstNew && make("p", { className: "new-line" }, make("span", { className: "badge" }, "New")),
    origin(view, store),
    make("div", { className: "face" }, follows ? shortTime(wire) : avatar(authorOf(view, store))),
    follows ? unseen(`${authorOf(view, store).name}:`) : about(view, store),
    make("div", { className: "body" }, ...body(view, around)),
    tools(view, store),
  ].filter(Boolean));
  return element;
}

function authorOf(view, store) {
  const { author } = view.message;
  return { id: author.id, name: store.nameOf(author.id) ?? author.global_name ?? author.username, bot: author.bot };
}

function about(view, store) {
  const author = authorOf(view, store), wire = view.message;
  return make("h2", { className: "about" },
    make("span", { className: "author", "data-person": author.id }, author.name),
    author.bot && make("span", { className: "badge" }, "APP"),
    make("time", { dateTime: wire.timestamp, title: moment(wire.timestamp) }, clock(wire.timestamp)));
}

const shortTime = (wire) =>
  make("time", { className: "short", dateTime: wire.timestamp, title: moment(wire.timestamp) }, clock(wire.timestamp));

function body(view, around) {
  const { store } = around, wire = view.message;
  if (view.loading) return [thinking(view, store), foot(view)];
  const context = { store, busy: around.busy, message: view };
  return [
    wire.content && make("div", { className: "content" }, ...rich(wire.content, store)),
    ...attachments(wire.attachments),
    ...wire.embeds.map((one) => embed(one, context)),
    ...drawAll(wire.components, context),
    ...rest(wire),
    edited(wire),
    thread(wire),
    foot(view),
  ].filter(Boolean);
}

/** The way into the thread on a message. */
function thread(wire) {
  if (!wire.thread) return null;
  const about = { type: "button", className: "as-link way-in", "data-do": "enter", "data-to": wire.thread.id };
  const said = { "aria-label": `${wire.thread.name}, a thread` };
  return make("button", { ...about, ...said }, icon("thread"), make("span", {}, wire.thread.name));
}

function thinking(view, store) {
  const dots = make("span", { className: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
  return make("p", { className: "thinking" }, dots, `${authorOf(view, store).name} is thinking …`);
}

const KNOWN_TYPES = [0, 19, 20, 23];
const UNDRAWN = ["poll", "sticker_items", "message_snapshots", "activity", "call"];

/** Whatever a message holds that this page has no drawing for. */
function rest(wire) {
  const kinds = UNDRAWN.filter((key) => (Array.isArray(wire[key]) ? wire[key].length : wire[key]));
  const type = KNOWN_TYPES.includes(wire.type) ? [] : [`message of type ${wire.type}`];
  return [...kinds, ...type].map((what) => notDrawn(what));
}

function edited(wire) {
  if (!wire.edited_timestamp) return null;
  const when = moment(wire.edited_timestamp);
  return make("time", { className: "edited", dateTime: wire.edited_timestamp, title: `Edited ${when}` }, "(edited)");
}

function foot(view) {
  if (!view.ephemeral) return null;
  const dismiss = make("button", { type: "button", className: "as-link", "data-do": "dismiss" }, "Dismiss message");
  return make("p", { className: "foot" }, icon("eye"), "Only you can see this · ", dismiss);
}

/** What a message answers: another message, or the command somebody used. */
function origin(view, store) {
  const { referenced_message: answered, interaction } = view.message;
  if (answered) {
    const name = store.nameOf(answered.author.id) ?? answered.author.username;
    const words = excerpt(store.messages.get(answered.id)?.text ?? answered.content);
    const jump = { type: "button", className: "origin", "data-do": "jump", "data-to": answered.id };
    return make("button", jump, icon("reply"), make("b", {}, name), make("span", {}, ...inline(words, store)));
  }
  if (!interaction) return null;
  const name = store.nameOf(interaction.user.id) ?? interaction.user.username;
  const command = view.message.type === 20 ? `/${interaction.name}` : interaction.name;
  const used = make("span", {}, make("b", {}, name), " used ", make("code", { className: "used" }, command));
  return make("div", { className: "origin" }, icon("slash"), used);
}

const EXCERPT = 90;
const excerpt = (text) => {
  const line = text.replace(/^(#{1,3}|-#|>|[-*]) /, "").split("\n")[0];
  return line.length > EXCERPT ? line.slice(0, EXCERPT) + "…" : line || "a message without words";
};

function tools(view, store) {
  if (view.loading) return null;
  const mine = view.author_id === store.person.id || store.may(RIGHT.MANAGE_MESSAGES);
  const one = (what, drawing, name) =>
    make("button", { type: "button", className: "plain", "data-do": what, "aria-label": name, title: name }, icon(drawing));
  return make("div", { className: "tools", role: "group", "aria-label": "Message actions" },
    !view.ephemeral && store.may(RIGHT.SEND_MESSAGES) && one("reply", "reply", "Reply"),
    mine && !view.ephemeral && one("delete", "bin", "Delete message"),
    one("menu", "more", "More"));
}
