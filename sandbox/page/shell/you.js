// Who you are, "Be anyone", and the theme.
import { avatar } from "../avatar.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { described } from "./ranks.js";
import { oncePerFrame, redraw } from "./redraw.js";
import { themeButton } from "./theme.js";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountYou(place, store) {
  const menu = make("div", { id: "people", popover: "auto", role: "menu", "aria-label": "Be anyone" });
  const button = make("button", { type: "button", id: "be", "aria-haspopup": "menu" });
  button.setAttribute("popovertarget", menu.id);
  menu.addEventListener("toggle", (event) => opened(event, menu, button));
  menu.addEventListener("keydown", (event) => moved(event, menu));
  place.append(button, themeButton(), menu);
  const draw = oncePerFrame(() => {
    if (!store.channel) return;
    const about = described(store.person, store.world);
    const words = make("span", { className: "be-words" }, make("strong", {}, store.person.name), make("small", {}, about));
    button.replaceChildren(avatar(store.person), words, icon("up"));
    button.setAttribute("aria-label", `You are ${store.person.name}, ${about}. Be someone else`);
    const heading = make("p", { className: "menu-head" }, "Be anyone");
    redraw(menu, heading, ...store.world.people.map((one) => choice(one, store, menu)));
  });
  for (const topic of ["world", "place"]) store.on(topic, draw);
}

function choice(person, store, menu) {
  const mine = person.id === store.person.id;
  const words = make("span", { className: "be-words" }, make("strong", {}, person.name),
    make("small", {}, described(person, store.world)));
  const about = { type: "button", role: "menuitemradio", "aria-checked": String(mine), tabIndex: mine ? 0 : -1 };
  const be = () => { menu.hidePopover(); if (!mine) void store.become(person.key); };
  return make("button", { ...about, "data-key": person.key, onclick: be }, avatar(person), words, mine && icon("check"));
}

function opened(event, menu, button) {
  const open = event.newState === "open";
  button.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("[aria-checked=true]")?.focus();
}

function moved(event, menu) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("[role=menuitemradio]")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}
