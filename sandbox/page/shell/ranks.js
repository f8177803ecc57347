// What a person is in a guild, in one word.
const MANAGE_GUILD = 1n << 5n;

/**
 * @param {{id: string}} person @param {object | null} guild
 * @returns {"Owner" | "Moderators" | "Members" | "Guests"}
 */
export function rankOf(person, guild) {
  if (!guild) return "Members";
  if (guild.owner_id === person.id) return "Owner";
  const held = guild.members[person.id];
  if (!held) return "Guests";
  const leads = guild.roles.some((role) => held.includes(role.id) && BigInt(role.permissions) & MANAGE_GUILD);
  return leads ? "Moderators" : "Members";
}

const WORDS = { Owner: "owns the guilds", Moderators: "moderator", Members: "member", Guests: "guest" };

/** What a person is all in all: their highest rank, whether they brought the app, their language. */
export function described(person, world) {
  const guilds = world.guilds.filter((guild) => person.id in guild.members);
  const ranks = guilds.map((guild) => rankOf(person, guild));
  const rank = ["Owner", "Moderators", "Members"].find((one) => ranks.includes(one)) ?? "Guests";
  const facts = [person.installed && !guilds.some((guild) => guild.with_bot) ? "installed the app alone" : WORDS[rank]];
  if (!person.locale.startsWith("en")) facts.push(`speaks ${person.locale}`);
  return facts.join(", ");
}
