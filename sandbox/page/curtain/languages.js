// Languages: what you read, and what the server speaks. The bot answers in them as Discord tells it.
import { api } from "../api.js";
import { make } from "../dom.js";

const OFFERED = {
  "en-US": "English", de: "Deutsch", "es-ES": "Español", "es-419": "Español (Latinoamérica)", fr: "Français",
  "pt-BR": "Português do Brasil", ja: "日本語", ko: "한국어", "zh-CN": "简体中文",
};

/**
 * @param {import("../state.js").Store} store
 * @param {(does: () => Promise<string>) => void} act runs something and says what came of it
 * @returns {HTMLElement}
 */
export function languages(store, act) {
  const mine = select("You read", (locale) => change({ person: store.person.key, locale },
    `${store.person.name} reads ${OFFERED[locale]} now.`));
  const theirs = select("This server speaks", (locale) => change({ guild: store.guild.id, locale },
    `${store.guild.name} speaks ${OFFERED[locale]} now. Cards that are there keep their language.`));
  const draw = () => {
    show(mine.choice, store.person.locale);
    theirs.choice.disabled = !store.guild;
    if (store.guild) show(theirs.choice, store.guild.locale);
  };
  for (const topic of ["world", "place"]) store.on(topic, draw);
  return make("fieldset", {}, make("legend", {}, "Languages"), make("div", { className: "acts" }, mine.whole, theirs.whole));

  function select(label, chosen) {
    const options = Object.entries(OFFERED).map(([value, name]) => make("option", { value, lang: value }, name));
    const choice = make("select", { className: "act" }, ...options);
    choice.onchange = () => { const locale = choice.value; act(() => chosen(locale)); };
    return { choice, whole: make("label", { className: "tongue" }, `${label} `, choice) };
  }
}

/** A language the list lacks is shown by its name at Discord. */
function show(choice, locale) {
  if (![...choice.options].some((one) => one.value === locale)) choice.append(make("option", { value: locale }, locale));
  choice.value = locale;
}

async function change(about, words) {
  await api.post("/language", about);
  return words;
}
