// People, roles and channels that can be chosen where this person is.
import { CHANNEL, MENTIONABLE, PERSON, ROLE } from "./values.js";

const DIRECT = 1;

/**
 * What an option, or a select, that asks for people, roles or channels offers.
 * @param {import("../state.js").Store} store
 * @param {number} kind - PERSON, CHANNEL, ROLE or MENTIONABLE.
 * @param {number[]} [channelTypes] - For channels: only these types; all when empty.
 * @returns {{title: string, note: string, value: string}[]} The value is an id.
 */
export function subjectsOf(store, kind, channelTypes = []) {
  if (kind === PERSON) return peopleOf(store);
  if (kind === ROLE) return rolesOf(store);
  if (kind === MENTIONABLE) return [...peopleOf(store), ...rolesOf(store)];
  return kind === CHANNEL ? channelsOf(store, channelTypes) : [];
}

function peopleOf({ world, guild, person }) {
  const here = (one) => (guild ? one.id in guild.members : one.id === person.id);
  const people = world.people.filter(here).map((one) => ({ title: one.name, note: one.key, value: one.id }));
  const withBot = guild ? guild.with_bot : true;
  return withBot ? [...people, { title: world.bot.username, note: "the app", value: world.bot.id }] : people;
}

function rolesOf({ guild }) {
  return (guild?.roles ?? []).map((role) => ({ title: role.name, note: "role", value: role.id }));
}

function channelsOf(store, types) {
  return store
    .channels()
    .filter((one) => one.guild_id && one.guild_id === store.guild?.id)
    .filter((one) => !types.length || types.includes(one.type ?? DIRECT))
    .map((one) => ({ title: `#${one.key}`, note: one.nsfw ? "age-restricted" : "", value: one.id }));
}
