// Messages as a person sees them. Words only ever become text, never markup.
import { make } from "./api.js";

const SELECTS = [3, 5, 6, 7, 8];

export function card(message, names, act) {
  const wire = message.message;
  const who = names.get(message.author_id) ?? "someone";
  const about = [who, new Date(wire.timestamp).toLocaleTimeString()];
  if (message.versions.length > 1) about.push(`edited ${message.versions.length - 1} times`);
  if (message.ephemeral) about.push("only you can see this");
  if (message.loading) about.push("is thinking…");
  const item = make("li", {}, make("div", { className: "about" }, about.join(" · ")));
  if (wire.content) item.append(words(wire.content, names));
  for (const embed of wire.embeds) item.append(embedded(embed, names));
  for (const file of wire.attachments) item.append(picture(file, file.description ?? file.filename));
  for (const part of wire.components) item.append(component(part, message, names, act));
  return item;
}

function words(text, names) {
  const shown = text.replace(/<@!?(\d+)>/g, (whole, id) => "@" + (names.get(id) ?? id));
  return make("p", { className: "text" }, shown);
}

function picture(media, words) {
  if (!(media.content_type ?? "").startsWith("image/")) return make("a", { href: media.url }, words);
  return make("img", { className: "picture", src: media.url, alt: words });
}

function embedded(embed, names) {
  const box = make("div", { className: "box" });
  if (embed.title) box.append(make("strong", {}, embed.title));
  if (embed.description) box.append(words(embed.description, names));
  for (const field of embed.fields ?? []) box.append(words(`${field.name}: ${field.value}`, names));
  if (embed.image) box.append(picture({ content_type: "image/png", ...embed.image }, embed.title ?? ""));
  return box;
}

function component(part, message, names, act) {
  const inner = () => part.components.map((each) => component(each, message, names, act));
  if (part.type === 1) return make("div", { className: "row" }, ...inner());
  if (part.type === 17) return make("div", { className: "box" }, ...inner());
  if (part.type === 9) {
    return make("div", { className: "row" }, ...inner(), component(part.accessory, message, names, act));
  }
  if (part.type === 10) return words(part.content, names);
  if (part.type === 11) return picture({ content_type: "image/png", ...part.media }, part.description ?? "");
  if (part.type === 12) {
    const items = part.items.map((item) => picture(item.media, item.description ?? ""));
    return make("div", { className: "gallery" }, ...items);
  }
  if (part.type === 13) return make("a", { href: part.file.url }, part.name ?? "file");
  if (part.type === 14) return make("hr");
  if (part.type === 2) return button(part, message, act);
  return SELECTS.includes(part.type) ? choice(part, message, act) : make("span");
}

function button(part, message, act) {
  const label = [part.emoji?.name, part.label].filter(Boolean).join(" ");
  if (part.url) return make("a", { href: part.url, rel: "noreferrer" }, label);
  const pressed = () => act("/press", { message: message.id, button: part.custom_id });
  return make("button", { type: "button", disabled: part.disabled ?? false, onclick: pressed }, label);
}

function choice(part, message, act) {
  const select = make("select", { "aria-label": part.placeholder ?? "Choose", disabled: part.disabled ?? false });
  select.append(make("option", { value: "" }, part.placeholder ?? "Choose"));
  for (const option of part.options ?? []) {
    const chosen = { value: option.value, selected: option.default ?? false };
    select.append(make("option", chosen, option.label));
  }
  select.onchange = () => act("/choose", { message: message.id, select: part.custom_id, values: [select.value] });
  return select;
}
