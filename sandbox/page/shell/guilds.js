// The rail of guilds, direct messages first.
import { make } from "../dom.js";
import { markOf, summed } from "./marks.js";
import { oncePerFrame, redraw } from "./redraw.js";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountGuilds(place, store) {
  const draw = oncePerFrame(() => {
    if (!store.channel) return;
    const direct = store.channels().filter((one) => !one.guild_id);
    const guilds = store.world.guilds
      .map((guild) => ({ guild, channels: store.channels().filter((one) => one.guild_id === guild.id) }))
      .filter(({ channels }) => channels.length);
    const face = make("img", { src: "/page/mark.svg", alt: "", width: 28, height: 28 });
    redraw(place, make("ul", {},
      item(store, { key: "dm", name: "Direct messages", face, channels: direct, current: !store.guild }),
      make("li", { "aria-hidden": "true", className: "rule" }),
      ...guilds.map(({ guild, channels }) => item(store, {
        key: guild.key, name: guild.name, face: initials(guild.name), channels, current: guild.id === store.guild?.id,
      }))));
  });
  for (const topic of ["world", "place", "news"]) store.on(topic, draw);
}

function item(store, { key, name, face, channels, current }) {
  const open = () => { if (!current) store.enter(channels[0].key); };
  const about = { type: "button", className: "guild", "data-key": key, title: name, "aria-label": name, onclick: open };
  const mark = current ? null : markOf(summed(store, channels));
  return make("li", {}, make("button", { ...about, "aria-current": current ? "true" : null }, face), mark);
}

const initials = (name) => name.split(" ").map((word) => word[0]).join("").slice(0, 2);
