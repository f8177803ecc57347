// Context menus: on an element with `data-message` (an id) and on one with `data-person` (an id).
// Opened by `contextmenu`: the right button, the menu key, or a button that sends the same event.
import { RIGHT } from "../state.js";
import { menuEntries, ON_MESSAGE, ON_PERSON } from "./commands.js";
import { Menu } from "./menu.js";

const SUBJECT = "[data-message], [data-person]";

/** @param {import("../state.js").Store} store */
export function mountMenus(store) {
  const menu = new Menu();
  document.body.append(menu.element);
  document.addEventListener("contextmenu", (event) => {
    const on = event.target.closest?.(SUBJECT);
    if (!on || keepsItsOwn(event)) return;
    const point = event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : below(event.target);
    if (open(menu, store, on, point)) event.preventDefault();
  });
}

// Links, pictures, fields and marked words keep the browser's own menu.
const keepsItsOwn = ({ target, isTrusted }) =>
  isTrusted && (target.closest("a[href], img, input, textarea") !== null || String(getSelection()) !== "");

function below(element) {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
}

function open(menu, store, on, point) {
  const groups = on.dataset.message ? onMessage(store, on.dataset.message) : onPerson(store, on.dataset.person);
  if (!groups.some((group) => group.choices.length)) return false;
  menu.open(point, on.dataset.message ? "Message" : "Person", groups, [on, document.activeElement]);
  return true;
}

function onMessage(store, id) {
  const message = store.messages.get(id);
  if (!message) return [];
  return [
    { title: "", choices: [reply(store, message), copy(message)].filter(Boolean) },
    { title: "Apps", choices: message.ephemeral ? [] : apps(store, ON_MESSAGE, id) },
    { title: "", choices: [removal(store, message)].filter(Boolean) },
  ];
}

function onPerson(store, id) {
  const { people, bot } = store.world;
  const person = people.find((one) => one.id === id);
  const become = person && person.key !== store.person.key;
  return [
    { title: "", choices: [{ label: "Mention", act: () => store.emit("mention", person?.name ?? bot.username) }] },
    { title: "Apps", choices: apps(store, ON_PERSON, id) },
    { title: "", choices: become ? [{ label: `Be ${person.name}`, act: () => store.become(person.key) }] : [] },
  ];
}

function apps(store, kind, target) {
  return menuEntries(store.commands, kind, store.person.locale).map(({ name, shown }) => ({
    label: shown,
    act: () => store.act("/context", { channel: store.channel.key, command: name, target }),
  }));
}

function reply(store, message) {
  if (message.ephemeral || !store.may(RIGHT.SEND_MESSAGES)) return null;
  return { label: "Reply", act: () => store.emit("reply", message) };
}

function copy(message) {
  if (!message.text || !navigator.clipboard) return null;
  return { label: "Copy text", act: () => navigator.clipboard.writeText(message.text) };
}

function removal(store, message) {
  if (message.ephemeral) return { label: "Dismiss", act: () => store.dismiss(message.id) };
  const mine = message.author_id === store.person.id;
  if (!mine && !store.may(RIGHT.MANAGE_MESSAGES)) return null;
  return { label: "Delete message", danger: true, act: () => store.dismiss(message.id) };
}
