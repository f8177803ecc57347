// One channel as one person sees it, kept up to date by the events websocket.
import { call, make, watch } from "./api.js";
import { card } from "./cards.js";
import { flatten, openModal, optionFields, optionValues } from "./forms.js";

const at = (id) => document.getElementById(id);
const shown = new Map();
let world, names, person, channel, commands = [], stop = () => {};

async function start() {
  world = await call("GET", "/world");
  names = new Map(world.people.map((one) => [one.id, one.name]));
  names.set(world.bot.id, world.bot.username);
  at("person").append(...world.people.map((one) => make("option", { value: one.key }, `${one.name} (${one.key})`)));
  at("person").onchange = () => become(at("person").value);
  at("command").onchange = showOptions;
  at("slash").onsubmit = run;
  await become(world.people[0].key);
}

async function become(key) {
  stop();
  person = key;
  world = await call("GET", "/world");
  const seen = world.channels.filter((one) => one.visible_to.includes(person));
  at("channels").replaceChildren(...seen.map(channelItem));
  if (!seen.some((one) => one.key === channel)) channel = seen[0].key;
  await enter(channel);
  stop = watch(person, changed, (up) => { if (!up) said("The stand-in is gone; waiting for it."); else said(""); });
}

function channelItem(one) {
  const label = (one.guild_id ? "# " : "@ ") + one.key + (one.nsfw ? " (age-restricted)" : "");
  return make("li", {}, make("button", { type: "button", "data-key": one.key, onclick: () => enter(one.key) }, label));
}

async function enter(key) {
  channel = key;
  at("where").textContent = `# ${key}`;
  for (const button of at("channels").querySelectorAll("button")) {
    if (button.dataset.key === key) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const messages = await call("GET", "/messages", { as: person, channel });
  shown.clear();
  at("messages").replaceChildren();
  messages.forEach(show);
  await offerCommands();
}

async function offerCommands() {
  commands = flatten(await call("GET", "/commands", { as: person, channel }));
  const chosen = at("command").value;
  at("command").replaceChildren(...commands.map((one) => make("option", { value: one.name }, "/" + one.name)));
  const wanted = commands.find((one) => one.name === (chosen || "imagine"));
  if (wanted) at("command").value = wanted.name;
  at("bot").textContent = commands.length ? "" : "The bot has no commands for you here yet.";
  showOptions();
}

const command = () => commands.find((one) => one.name === at("command").value);
const where = () => ({ as: person, channel });

function showOptions() {
  at("options").replaceChildren(...(command() ? optionFields(command(), where) : []));
}

async function run(event) {
  event.preventDefault();
  if (!command()) return;
  const options = await optionValues(command(), at("slash"));
  await act("/slash", { channel, command: command().name, options });
}

async function act(path, fields) {
  try {
    said("…");
    const more = path === "/modal" ? {} : { as: person };
    const interaction = await call("POST", path, { ...fields, ...more, wait: 3 });
    if (!interaction.delivered) return said("The application did not respond: the bot is not connected.");
    said("");
    if (interaction.state === "modal") openModal(at("modal"), interaction, act);
  } catch (error) {
    said(error.message === "it did not happen in time" ? "The application did not respond." : error.message);
  }
}

const said = (text) => { at("said").textContent = text; };

function changed({ kind, data }) {
  if (kind === "commands" || kind === "session") return void offerCommands();
  if (kind === "place") return void become(person);
  const here = world.channels.find((one) => one.key === channel)?.id;
  if (data.channel_id !== here) return;
  if (kind === "message") show(data);
  if (kind === "deleted") { shown.get(data.id)?.remove(); shown.delete(data.id); }
}

function show(message) {
  const item = card(message, names, act);
  const list = at("messages");
  const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 40;
  if (shown.has(message.id)) shown.get(message.id).replaceWith(item);
  else list.append(item);
  shown.set(message.id, item);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

start().catch((error) => said(error.message));
