// The control API: a call throws its one-sentence reason.
export async function call(method, path, fields = {}) {
  const query = method === "GET" ? "?" + new URLSearchParams(fields) : "";
  const body = method === "GET" ? undefined : JSON.stringify(fields);
  const headers = body ? { "Content-Type": "application/json" } : {};
  const response = await fetch("/_control" + path + query, { method, body, headers });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

// Calls `tell` with each change a person may see; connects again when the stand-in was gone.
export function watch(person, tell, connected) {
  let socket, over = false;
  const connect = () => {
    socket = new WebSocket(`ws://${location.host}/_control/events?as=${encodeURIComponent(person)}`);
    socket.onopen = () => connected(true);
    socket.onmessage = (event) => tell(JSON.parse(event.data));
    socket.onclose = () => { connected(false); if (!over) setTimeout(connect, 1000); };
  };
  connect();
  return () => { over = true; socket.close(); };
}

export function make(tag, more = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(more)) {
    if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}
