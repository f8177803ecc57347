// The wire log: every request of the bot to Discord, and every rule it broke.
import { api } from "../api.js";
import { make } from "../dom.js";
import { tried } from "./demo.js";
import { folded, Tape } from "./tape.js";
import { breakable, clock, facts, took, titled } from "./words.js";

const AT_FIRST = 100;

/**
 * @param {import("../state.js").Store} store @param {import("./looking.js").Looking} looking
 * @returns {HTMLElement}
 */
export function wirePanel(store, looking) {
  const broken = make("section", { className: "broken", "aria-label": "Broken rules", hidden: true });
  const rules = new Map(); // number of a request -> the rule it broke
  const tape = new Tape({
    label: "Requests of the bot",
    empty: "No request yet. Ask for a picture and every call of the bot appears here.",
    draw: (request) => drawn(request, rules.get(request.number)),
  });

  const violated = (violation) => {
    if (violation.request !== null) rules.set(violation.request, violation.rule);
    broken.hidden = false;
    broken.append(make("p", {}, make("strong", {}, "Rule broken"), ` ${violation.rule}`));
  };
  // A violation is told before the request that made it.
  store.on("event", ({ kind, data }) => {
    if (kind === "violation") violated(data);
    if (kind === "request") tape.add(data);
  });
  looking.onOpen(async () => {
    const [log, standing] = await Promise.all([
      tried(api.get("/log", { last: AT_FIRST })), tried(api.get("/violations")),
    ]);
    tape.clear();
    rules.clear();
    broken.replaceChildren();
    broken.hidden = true;
    (standing.found?.violations ?? []).forEach(violated);
    if (log.found?.length) tape.add(...log.found);
  });
  return make("div", {}, broken, ...tape.parts);
}

function drawn(request, rule) {
  const route = request.route ?? request.path;
  const status = request.status ?? "cut";
  const line = [
    make("span", { className: "when" }, clock(request.at)),
    make("span", { className: "method" }, request.method),
    make("span", { className: "route" }, ...breakable(route)),
    make("span", { className: `status ${kindOf(request.status)}` }, String(status)),
    make("span", { className: "took" }, took(request.took)),
  ];
  const item = make("li", {}, folded(line, () => details(request, rule)));
  if (rule) item.className = "violation";
  return { words: `${request.method} ${route} ${request.path} ${status} ${rule ?? ""}`, item };
}

function details(request, rule) {
  return [
    ...(rule ? [make("p", { className: "rule" }, rule)] : []),
    facts({
      path: request.path,
      bucket: request.bucket,
      left: left(request.headers),
      "first answer after": request.ack === null ? null : took(request.ack),
      fault: request.fault,
      files: request.files.map((file) => file.filename).join(", "),
    }),
    ...titled("Query", Object.keys(request.query).length ? request.query : null),
    ...titled("Body", request.body),
    ...titled("Answer", request.response),
  ];
}

function left(headers) {
  const remaining = headers["X-RateLimit-Remaining"];
  return remaining === undefined ? null : `${remaining} of ${headers["X-RateLimit-Limit"]} in this bucket`;
}

function kindOf(status) {
  if (status === null || status >= 500) return "bad";
  if (status === 429) return "bad";
  return status >= 400 ? "odd" : "good";
}
