// Switches: make something go wrong on purpose, at the image gateways or at Discord, and see what the bot does.
import { api } from "../api.js";
import { make } from "../dom.js";
import { demo, tried } from "./demo.js";
import { languages } from "./languages.js";

const DOWN = ["provider_offline@submit", "provider_offline@poll", "provider_offline@file"];
const PACES = [2, 6, 20, 60];

const AT_GATEWAY = [
  fault("Next submit fails", "provider_offline@submit x1", "The next submit is answered 503, provider offline. The bot may try again."),
  fault("Next answer is lost", "drop@submit x1 taken", "The gateway takes the next job, but its answer never arrives. It must not be paid twice."),
  fault("Next picture is refused", "content_policy_violation@task x1", "The next picture breaks the gateway's rules of content."),
  fault("Next download breaks", "half_answer@file x1", "The next download ends halfway."),
  { name: "Finish every job now", act: async () => {
    const { jobs } = await demo.tell("/finish");
    return `${count(jobs.length, "job")} at the gateways: all have ended.`;
  } },
];
const AT_DISCORD = [
  { name: "Token expires now", act: async () => {
    const living = (await api.get("/interactions")).filter((one) => !one.token_dead);
    await Promise.all(living.map((one) => api.post("/expire", { interaction: one.id })));
    return `${count(living.length, "interaction token")} invalid now. Pictures must find another way.`;
  } },
  { name: "Advance 15 minutes", act: async () => {
    await api.post("/advance", { seconds: 900 });
    return "Discord's clock is 15 minutes ahead: every older interaction token has ended.";
  } },
  { name: "Drop the connection", act: async () => {
    const { sockets } = await api.post("/socket", { action: "drop" });
    return sockets ? "The gateway connection is cut. The bot must resume it." : "The bot is not connected.";
  } },
  { name: "Next call fails", act: async () => {
    await api.post("/faults", { action: "status", status: 500, times: 1 });
    return "Discord answers the bot's next request with 500.";
  } },
];

/**
 * @param {import("../state.js").Store} store @param {import("./looking.js").Looking} looking
 * @returns {HTMLElement}
 */
export function switchesPanel(store, looking) {
  const said = make("p", { role: "status", className: "said" });
  const armed = make("div", { className: "armed" });
  const down = make("button", { type: "button", className: "act", "aria-pressed": "false" }, "Gateway down");
  const pace = paces((seconds) => act(() => setPace(seconds)));
  const gateway = group("At the image gateway", ...AT_GATEWAY.map((one) => pressed(one)), down);
  const panel = make("div", {}, gateway, pace.whole, group("At Discord", ...AT_DISCORD.map((one) => pressed(one))),
    languages(store, (does) => act(does)), said, armed);

  function pressed({ name, act: does }) {
    return make("button", { type: "button", className: "act", onclick: () => act(does) }, name);
  }
  const act = async (does) => {
    const { found, trouble } = await tried(does());
    said.textContent = found ?? trouble;
    await read();
  };
  down.onclick = () => act(down.getAttribute("aria-pressed") === "true" ? comeBack : goDown);

  const read = looking.keep(panel, async () => {
    const [faults, settings] = await Promise.all([tried(demo.ask("/faults")), tried(demo.ask("/settings"))]);
    const rules = faults.found?.faults ?? [];
    down.setAttribute("aria-pressed", String(rules.some(isDown)));
    gateway.disabled = pace.whole.disabled = !faults.found;
    if (settings.found) pace.show(settings.found.median_seconds);
    showArmed(armed, rules.filter((rule) => !isDown(rule) && !isSpent(rule)), () => act(comeBack));
    if (faults.trouble) said.textContent = faults.trouble;
  });
  return panel;
}

function fault(name, written, words) {
  return { name, act: async () => {
    await demo.tell("/faults", { fault: written });
    return words;
  } };
}

async function goDown() {
  await Promise.all(DOWN.map((written) => demo.tell("/faults", { fault: written })));
  return "The image gateway is down: everything asked of it is answered 503.";
}

async function comeBack() {
  await demo.forget("/faults");
  return "The image gateway works again; every switch is off.";
}

async function setPace(seconds) {
  await demo.tell("/settings", { median_seconds: seconds });
  return `From now on half of all pictures take longer than ${seconds} s.`;
}

const isDown = (rule) => rule.name === "provider_offline" && rule.times === null;
const isSpent = (rule) => rule.times !== null && rule.struck >= rule.times;

function showArmed(place, rules, forget) {
  const written = rules.map((rule) => `${rule.name} at the next ${rule.stage}`);
  const words = written.length ? `Waiting to strike: ${written.join(", ")}.` : "";
  if (place.dataset.words === words) return;
  place.dataset.words = words;
  const off = make("button", { type: "button", className: "act", onclick: forget }, "Switch all off");
  place.replaceChildren(...(words ? [make("p", {}, words), off] : []));
}

function group(legend, ...buttons) {
  return make("fieldset", {}, make("legend", {}, legend), make("div", { className: "acts" }, ...buttons));
}

function paces(choose) {
  const inputs = PACES.map((seconds) =>
    make("input", { type: "radio", name: "pace", value: String(seconds), onchange: () => choose(seconds) }));
  const labels = inputs.map((input) => make("label", { className: "act" }, input, `${input.value} s`));
  const whole = make("fieldset", {}, make("legend", {}, "A picture takes about"), make("div", { className: "acts" }, ...labels));
  const show = (now) => inputs.forEach((input) => { input.checked = Number(input.value) === now; });
  return { whole, show };
}

const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
