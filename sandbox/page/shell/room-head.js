// The head of the room: where you are, and what can be opened beside it.
import { at, make } from "../dom.js";
import { icon } from "../icons.js";
import { nameOf, sign } from "./channels.js";
import { MEMBERS_BESIDE } from "./drawers.js";
import { oncePerFrame } from "./redraw.js";

const HIDDEN = "inkling.members-hidden";

/**
 * @param {HTMLElement} place @param {import("../state.js").Store} store
 * @param {{toggle: (name: string) => void}} drawers
 */
export function mountHead(place, store, drawers) {
  const title = make("h1", {});
  const about = make("p", { className: "about" });
  const places = tool("menu", "Places", () => drawers.toggle("places"));
  const people = tool("people", "Members", () => showMembers(drawers, tell));
  const curtain = tool("curtain", "Behind the curtain", () => store.emit("curtain", at("curtain").hidden));
  places.classList.add("only-narrow");
  curtain.append(make("span", { className: "wide-words" }, "Behind the curtain"));
  place.replaceChildren(places, title, about, people, curtain);

  const tell = () => {
    const beside = matchMedia(MEMBERS_BESIDE).matches && at("app").dataset.members !== "hidden";
    people.setAttribute("aria-expanded", String(beside || at("app").dataset.drawer === "members"));
    places.setAttribute("aria-expanded", String(at("app").dataset.drawer === "places"));
  };
  if (localStorage.getItem(HIDDEN)) at("app").dataset.members = "hidden";
  tell();
  store.on("drawers", tell);
  store.on("curtain", (open) => curtain.setAttribute("aria-expanded", String(open)));
  curtain.setAttribute("aria-expanded", "false");
  const draw = oncePerFrame(() => {
    if (!store.channel) return;
    title.replaceChildren(sign(store.channel, store), nameOf(store.channel));
    about.textContent = aboutOf(store);
    at("messages").setAttribute("aria-label", `Messages in ${nameOf(store.channel)}`);
  });
  for (const topic of ["world", "place"]) store.on(topic, draw);
}

function tool(drawing, name, onclick) {
  return make("button", { type: "button", className: "plain", "aria-label": name, title: name, onclick }, icon(drawing));
}

function showMembers(drawers, tell) {
  if (!matchMedia(MEMBERS_BESIDE).matches) return drawers.toggle("members");
  const app = at("app");
  const hide = app.dataset.members !== "hidden";
  app.dataset.members = hide ? "hidden" : "";
  if (hide) localStorage.setItem(HIDDEN, "yes");
  else localStorage.removeItem(HIDDEN);
  tell();
}

const VIEW = 1n << 10n, SEND = 1n << 11n, FILES = 1n << 15n;

/** What is particular about a channel, in a few words. */
function aboutOf({ channel, guild }) {
  if (!guild) return "Only you and the bot read this.";
  if (!guild.with_bot) return "The bot is not in this guild.";
  const rights = BigInt(channel.permissions.bot ?? 0);
  if (!(rights & VIEW)) return "The bot cannot see this channel.";
  if (!(rights & SEND)) return "The bot may not write here.";
  if (!(rights & FILES)) return "The bot may not attach files here.";
  return channel.nsfw ? "Age-restricted." : "";
}
