// Everything around the room: places, people, theme, drawers.
import { at, make } from "../dom.js";

/** @param {import("../state.js").Store} store */
export function mountShell(store) {
  const draw = () => {
    const channels = store.channels().map((one) =>
      make("li", {}, make("button", { type: "button", onclick: () => store.enter(one.key) }, "# " + one.key)));
    at("channels").replaceChildren(make("ul", {}, ...channels));
    at("room-head").textContent = store.channel ? `# ${store.channel.key}` : "";
    const people = store.world.people.map((one) => make("option", { value: one.key }, one.name));
    const select = make("select", { "aria-label": "You are" }, ...people);
    select.value = store.person.key;
    select.onchange = () => store.become(select.value);
    const curtain = make("button", { type: "button", onclick: () => store.emit("curtain", at("curtain").hidden) });
    curtain.textContent = "Behind the curtain";
    at("you").replaceChildren(select, curtain);
  };
  store.on("world", draw);
  store.on("place", draw);
}
