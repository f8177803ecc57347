// Who can read the open channel, by what they are.
import { avatar } from "../avatar.js";
import { make, unseen } from "../dom.js";
import { oncePerFrame, redraw } from "./redraw.js";
import { rankOf } from "./ranks.js";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountMembers(place, store) {
  const draw = oncePerFrame(() => {
    if (!store.channel) return;
    const groups = Map.groupBy(readers(store), (one) => one.rank);
    const sections = [...groups].sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
    redraw(place, ...sections.map(([rank, people]) => group(rank, people, store)));
  });
  for (const topic of ["world", "place", "up"]) store.on(topic, draw);
}

const ORDER = ["App", "Owner", "Moderators", "Members", "Guests"];

function readers({ world, guild, channel, person }) {
  const people = world.people
    .filter((one) => (guild ? channel.visible_to.includes(one.key) : one.id === person.id))
    .map((one) => ({ ...one, rank: rankOf(one, guild) }));
  const withBot = guild ? guild.with_bot && channel.visible_to.includes("bot") : true;
  return withBot ? [...people, { id: world.bot.id, name: world.bot.username, bot: true, rank: "App" }] : people;
}

function group(rank, people, store) {
  const heading = make("h2", {}, `${rank} — ${people.length}`);
  return make("section", {}, heading, make("ul", {}, ...people.map((one) => item(one, store))));
}

function item(person, store) {
  const here = !person.bot || store.botUp;
  const name = make("span", { className: "member-name" }, person.name);
  const face = make("span", { className: "presence", "data-on": String(here) }, avatar(person));
  const tags = [
    person.bot && make("span", { className: "badge" }, "APP"),
    person.id === store.person.id && make("span", { className: "note" }, "you"),
    !here && unseen("not connected"),
  ];
  const about = { type: "button", className: "member", "data-key": person.id, "data-person": person.id };
  const menu = { "aria-haspopup": "menu", onclick: openMenu };
  return make("li", {}, make("button", { ...about, ...menu }, face, name, ...tags));
}

// A press opens what the second mouse button opens; whoever listens for `contextmenu` draws it.
function openMenu(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const where = { clientX: box.left, clientY: box.bottom, bubbles: true, cancelable: true };
  event.currentTarget.dispatchEvent(new MouseEvent("contextmenu", where));
}
