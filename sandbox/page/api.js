// The control API of the Discord stand-in, and its one websocket.
//
//   api.get(path, fields), api.post(path, fields), api.del(path)   -> the answer, or a Refusal thrown
//   openEvents({ person, also, onEvent, onUp }) -> close()
//   local(url) -> the same address on this page's own origin, or null when it is another host's

/** A control call that was not done; the message is its one-sentence reason. */
export class Refusal extends Error {
  /** @param {string} reason @param {number} status 422 cannot be done, 504 did not happen in time, 0 no answer */
  constructor(reason, status) {
    super(reason);
    this.status = status;
  }
}

const ROOT = "/_control";
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 4000;

async function call(method, path, { query = {}, body } = {}) {
  const search = new URLSearchParams(query).toString();
  const headers = body ? { "Content-Type": "application/json" } : {};
  const asked = { method, headers, body: body && JSON.stringify(body) };
  let response;
  try {
    response = await fetch(ROOT + path + (search && "?" + search), asked);
  } catch {
    throw new Refusal("The stand-in does not answer.", 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.error ?? `The stand-in answered ${response.status}.`, response.status);
  return answer;
}

/** Every control call goes through here. */
export const api = {
  /** @param {string} path @param {Record<string, string>} [fields] @returns {Promise<any>} */
  get: (path, fields) => call("GET", path, { query: fields }),
  /** @param {string} path @param {object} [fields] @returns {Promise<any>} */
  post: (path, fields = {}) => call("POST", path, { body: fields }),
  /** @param {string} path @returns {Promise<any>} */
  del: (path) => call("DELETE", path),
};

/**
 * Hear every change that a person may see; connects again for as long as it is not closed.
 * @param {{person: string, also: string[], onEvent: (event: {kind: string, data: any}) => void,
 *          onUp: (up: boolean) => void}} wanted `also` are kinds that only a look behind the curtain needs
 * @returns {() => void} closes it
 */
export function openEvents({ person, also, onEvent, onUp }) {
  const query = new URLSearchParams({ as: person, versions: "none" });
  if (also.length) query.set("also", also.join(","));
  let socket, timer, over = false, delay = FIRST_RETRY_MS;
  const connect = () => {
    socket = new WebSocket(`ws://${location.host}${ROOT}/events?${query}`);
    socket.onopen = () => { delay = FIRST_RETRY_MS; if (!over) onUp(true); };
    socket.onmessage = (event) => { if (!over) onEvent(JSON.parse(event.data)); };
    socket.onclose = () => {
      if (over) return;
      onUp(false);
      timer = setTimeout(connect, delay);
      delay = Math.min(delay * 2, LAST_RETRY_MS);
    };
  };
  connect();
  return () => { over = true; clearTimeout(timer); socket.close(); };
}

/**
 * An address of the stand-in's CDN, as this page may load it: the page can be open under another loopback name.
 * @param {string} url @returns {string | null} null when it belongs to another host
 */
export function local(url) {
  const found = URL.parse ? URL.parse(url, location.href) : new URL(url, location.href);
  const loopback = ["127.0.0.1", "localhost", location.hostname];
  if (!found || found.port !== location.port || !loopback.includes(found.hostname)) return null;
  return found.pathname + found.search;
}
