/** The control API, as the page uses it. Errors carry the server's sentence. */

async function call(method, path, body) {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The stand-in does not answer. Is it running?");
  }
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `Error ${response.status}`);
  return answer;
}

export const api = {
  people: async () => (await call("GET", "/people")).people,
  addPerson: (person) => call("POST", "/people", person),
  changePerson: (id, changes) => call("PATCH", `/people/${id}`, changes),
  messages: (id) => call("GET", `/people/${id}/messages?limit=500`),
  commands: (id) => call("GET", `/people/${id}/commands`),
  say: (id, body) => call("POST", `/people/${id}/messages`, body),
  tap: (id, messageId, data) => call("POST", `/people/${id}/taps`, { messageId, data }),
  /** `invoice` is `{ link }` or `{ messageId }`. */
  invoice: (id, invoice) => call("GET", `/people/${id}/invoice?${new URLSearchParams(invoice)}`),
  pay: (id, invoice) => call("POST", `/people/${id}/payments`, invoice),
  payments: async (id) => (await call("GET", `/people/${id}/payments`)).payments,
  cancelPayment: (id, chargeId, cancelled) => call("PATCH", `/people/${id}/payments/${chargeId}`, { cancelled }),
  renewPayment: (id, chargeId) => call("POST", `/people/${id}/payments/${chargeId}/renewal`, {}),
  stopDraft: (id) => call("DELETE", `/people/${id}/draft`),
  /** One file, or several as an album. `forwardFrom` is an origin. */
  sendFiles(id, files, { kind, caption, forwardFrom }) {
    const form = new FormData();
    if (kind) form.append("kind", kind);
    if (caption) form.append("caption", caption);
    if (forwardFrom) form.append("forwardFrom", JSON.stringify(forwardFrom));
    for (const file of files) form.append("file", file, file.name);
    return call("POST", `/people/${id}/messages`, form);
  },
};

const KINDS = [
  "message",
  "edited",
  "deleted",
  "draft",
  "chat_action",
  "callback_answer",
  "commands",
  "people",
  "keyboard",
];

/**
 * Calls `on[kind](data)` for every event, `on.reset()` when something was missed, `on.connection(isUp)`.
 * Resolves once nothing can be missed any more.
 */
export function listen(on) {
  const source = new EventSource("/events");
  for (const kind of KINDS) source.addEventListener(kind, (event) => on[kind]?.(JSON.parse(event.data)));
  source.addEventListener("reset", () => on.reset());
  source.addEventListener("open", () => on.connection(true));
  source.addEventListener("error", () => {
    on.connection(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(on), 1500);
  });
  addEventListener("pagehide", () => source.close());
  return new Promise((resolve) => source.addEventListener("hello", resolve, { once: true }));
}
