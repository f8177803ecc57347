// The bot's books, read from its database: credits of each bucket, and where each job stands.
import { make } from "../dom.js";
import { demo, tried } from "./demo.js";
import { clock } from "./words.js";

/**
 * @param {import("../state.js").Store} store @param {import("./looking.js").Looking} looking
 * @returns {HTMLElement}
 */
export function booksPanel(store, looking) {
  const note = make("p", { className: "empty" });
  const credits = table("Credits of each bucket", ["Whose", "Reserved", "Settled", "Released", "Used"]);
  const jobs = table("Jobs of the bot", ["Job", "State", "Since", "Submits", "Price"]);
  const panel = make("div", {}, note, credits.whole, jobs.whole);
  looking.keep(panel, async () => {
    const { found, trouble } = await tried(demo.books());
    note.hidden = Boolean(found?.jobs.length);
    note.textContent = trouble || "Nothing is written yet. The first picture opens the books.";
    credits.fill((found?.buckets ?? []).map((bucket) => bucketRow(bucket, store)));
    jobs.fill((found?.jobs ?? []).map((job) => jobRow(job, store)));
  });
  return panel;
}

function bucketRow(bucket, store) {
  const balanced = bucket.reserved + bucket.settled === bucket.used;
  const used = balanced ? `${bucket.used} ✓` : `${bucket.used} ≠ ${bucket.reserved + bucket.settled}`;
  return {
    cells: [owner(bucket, store), bucket.reserved, bucket.settled, bucket.released, used],
    state: balanced ? "good" : "bad",
    title: balanced ? "Reserved and settled together are what the quota says" : "The books do not balance",
  };
}

function owner({ scope, guild_id: guild, subject_id: subject }, store) {
  const place = store.world.guilds.find((one) => one.id === guild)?.name ?? guild;
  if (scope === "guild") return `${place}, all`;
  if (scope === "ceiling") return `${place}, at cost`;
  const name = store.nameOf(subject) ?? subject;
  if (scope === "channel") return `#${name} in ${place}`;
  return scope === "member" ? `${name} in ${place}` : `${name}, alone`;
}

function jobRow(job, store) {
  const state = job.failure_code ? `${job.state}: ${job.failure_code}` : job.state;
  return {
    cells: [`${job.id.slice(-6)} ${store.nameOf(job.user_id) ?? ""}`, state, clock(job.since), job.submits ?? 0, job.price],
    state: job.state,
    title: `${job.id} ${job.model} at ${job.gateway}`,
  };
}

function table(caption, heads) {
  const body = make("tbody");
  const head = make("tr", {}, ...heads.map((name) => make("th", { scope: "col" }, name)));
  const whole = make("table", {}, make("caption", {}, caption), make("thead", {}, head), body);
  whole.hidden = true;
  let written = "";
  const fill = (rows) => {
    // What has not changed stays, with what is selected in it.
    if (JSON.stringify(rows) === written) return;
    written = JSON.stringify(rows);
    whole.hidden = rows.length === 0;
    body.replaceChildren(...rows.map(({ cells, state, title }) => {
      const [first, ...rest] = cells;
      const filled = rest.map((cell) => make("td", {}, String(cell)));
      return make("tr", { "data-state": state, title }, make("th", { scope: "row" }, first), ...filled);
    }));
  };
  return { whole, fill };
}
