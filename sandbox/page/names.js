// What ids are called.

/** @param {object} world GET /world @returns {Map<string, string>} names of people, the bot, channels and roles */
export function namesIn(world) {
  const found = new Map(world.people.map((one) => [one.id, one.name]));
  found.set(world.bot.id, world.bot.username);
  for (const channel of world.channels) found.set(channel.id, channel.key);
  for (const role of world.guilds.flatMap((guild) => guild.roles)) found.set(role.id, role.name);
  return found;
}
