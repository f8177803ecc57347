// What went over the gateway: events to the bot, its sessions, and faults that caught a request.
import { api } from "../api.js";
import { make } from "../dom.js";
import { tried } from "./demo.js";
import { folded, Tape } from "./tape.js";
import { clock, facts, titled } from "./words.js";

const AT_FIRST = 60;

/**
 * @param {import("../state.js").Store} store @param {import("./looking.js").Looking} looking
 * @returns {HTMLElement}
 */
export function eventsPanel(store, looking) {
  const tape = new Tape({
    label: "Gateway events",
    empty: "Nothing has gone over the gateway yet.",
    draw: ({ kind, data }) => DRAWN[kind](data),
  });
  store.on("event", (event) => {
    if (event.kind in DRAWN) tape.add({ ...event, data: { at: Date.now() / 1000, ...event.data } });
  });
  looking.onOpen(async () => {
    const { found } = await tried(api.get("/dispatched", { last: AT_FIRST }));
    tape.clear();
    if (found?.length) tape.add(...found.map((data) => ({ kind: "dispatch", data })));
  });
  return make("div", {}, ...tape.parts);
}

const DRAWN = {
  dispatch: (event) => entry(event.at, event.name, about(event), () => [
    facts({ session: event.session }), ...titled("Data", event.data),
  ]),
  session: (session) => entry(session.at, "SESSION", session.connected ? "connected" : "connection lost", () => [
    facts({ id: session.id, shard: session.shard.join(" of "), events: session.seq, intents: session.intents }),
  ]),
  fault: (fault) => entry(fault.at, "FAULT", `${fault.action} caught a request`, () => [
    facts({ number: fault.id, caught: fault.caught, left: fault.left }),
  ]),
};

function entry(at, name, about, more) {
  const line = [
    make("span", { className: "when" }, clock(at)),
    make("span", { className: "method" }, name),
    make("span", { className: "about" }, about),
  ];
  return { words: `${name} ${about}`, item: make("li", {}, folded(line, more)) };
}

// The first thing that tells one event of a name from another.
function about({ data }) {
  return data.data?.name ?? data.data?.custom_id ?? data.name ?? data.content ?? data.id ?? "";
}
