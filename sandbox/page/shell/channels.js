// The channels of the open guild, as far as this person sees them.
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { markOf } from "./marks.js";
import { oncePerFrame, redraw } from "./redraw.js";

const THREAD = 11;

/**
 * @param {{head: HTMLElement, list: HTMLElement}} places @param {import("../state.js").Store} store
 * @param {{close: () => void}} drawers closed when a channel is chosen
 */
export function mountChannels({ head, list }, store, drawers) {
  const draw = oncePerFrame(() => {
    if (!store.channel) return;
    const here = inOrder(store.channels().filter((one) => one.guild_id === store.channel.guild_id));
    redraw(head, make("h2", {}, store.guild?.name ?? "Direct messages"));
    const open = (one) => { drawers.close(); void store.enter(one.key); };
    redraw(list, make("ul", { "aria-label": "Channels" }, ...here.map((one) => item(one, store, open))));
  });
  for (const topic of ["world", "place", "news"]) store.on(topic, draw);
}

/** Each channel with its threads below it. */
function inOrder(channels) {
  const places = channels.filter((one) => one.type !== THREAD);
  return places.flatMap((one) => [one, ...channels.filter((each) => each.type === THREAD && each.parent_id === one.id)]);
}

function item(channel, store, open) {
  const current = channel.key === store.channel.key;
  const mark = current ? null : markOf(store.news.get(channel.id) ?? { unread: 0, mentions: 0 });
  const age = channel.nsfw && make("span", { className: "age", title: "Age-restricted" }, "18+");
  const about = { type: "button", "data-key": channel.key, onclick: () => open(channel) };
  const state = { "aria-current": current ? "true" : null, className: mark ? "channel fresh" : "channel" };
  const kind = channel.type === THREAD ? " thread" : "";
  const name = make("span", { className: "channel-name" }, nameOf(channel));
  return make("li", { className: kind }, make("button", { ...about, ...state }, sign(channel, store), name, age, mark));
}

/** @returns {string} a channel's name as a person reads it */
export const nameOf = (channel) => (channel.guild_id ? channel.key : "Inkling");

/** @returns {Node} the drawing before a channel's name */
export function sign(channel, store) {
  if (!channel.guild_id) return make("img", { src: "/page/mark.svg", alt: "", className: "icon" });
  if (channel.type === THREAD) return icon("thread");
  const guild = store.world.guilds.find((one) => one.id === channel.guild_id);
  const members = store.world.people.filter((one) => one.id in guild.members);
  return icon(members.every((one) => channel.visible_to.includes(one.key)) ? "hash" : "lock");
}
