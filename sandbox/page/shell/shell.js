// Everything around the room: places, people, theme, drawers, the first visit.
import { at } from "../dom.js";
import { mountChannels } from "./channels.js";
import { mountDrawers } from "./drawers.js";
import { mountGuilds } from "./guilds.js";
import { mountLine } from "./line.js";
import { mountMembers } from "./members.js";
import { mountHead } from "./room-head.js";
import { mountTitle } from "./title.js";
import { mountWelcome } from "./welcome.js";
import { mountYou } from "./you.js";

/** @param {import("../state.js").Store} store */
export function mountShell(store) {
  const drawers = mountDrawers(store);
  mountGuilds(at("guilds"), store);
  mountChannels({ head: at("guild-head"), list: at("channels") }, store, drawers);
  mountYou(at("you"), store);
  mountHead(at("room-head"), store, drawers);
  mountMembers(at("members"), store);
  mountLine(at("line"), store);
  mountTitle(store);
  mountWelcome(at("welcome"), store);
}
