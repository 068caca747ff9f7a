/** Dialogs for what a person has from elsewhere: spoken words, and messages of others. */

import { closer, dialogActions, h, openDialog } from "./ui.js";

const ORIGINS = [
  ["channel", "A channel"],
  ["chat", "A group"],
  ["user", "A person"],
  ["hidden_user", "Somebody who hides their account"],
];
const SIGNED = ["channel", "chat"];

/** What is said: `{words}`, `{recording: true}` for a file instead, or null. */
export async function askSpeech() {
  const words = h("textarea", { rows: 5, maxlength: 50000, placeholder: "What do you say?", "aria-label": "What do you say?", dir: "auto", autofocus: true });
  const { closed } = openDialog(
    h("h3", {}, "Send a voice message"),
    h("p", { class: "quiet" }, "Type it: the sandbox's own voice speaks it, and its transcriber understands that voice. Of other recordings it hears nothing and says so."),
    words,
    closer("recording", { class: "aside" }, "Choose a recording instead"),
    dialogActions("Send", "send"),
  );
  const answer = await closed;
  if (answer === "recording") return { recording: true };
  return answer === "send" && words.value.trim() ? { words: words.value } : null;
}

/** A message of somebody else: `{forwardFrom, text, file}`, or null. */
export async function askForward() {
  const kind = h("select", { "aria-label": "Who wrote it" }, ...ORIGINS.map(([value, label]) => h("option", { value }, label)));
  const name = h("input", { type: "text", required: true, maxlength: 128, placeholder: "Name", "aria-label": "Name", dir: "auto", autofocus: true, autocomplete: "off" });
  const signature = h("input", { type: "text", maxlength: 128, placeholder: "Author's signature (optional)", "aria-label": "Author's signature", dir: "auto", autocomplete: "off" });
  const text = h("textarea", { rows: 5, placeholder: "Its text", "aria-label": "Text", dir: "auto" });
  const file = h("input", { type: "file", "aria-label": "A file with it (optional)" });
  kind.addEventListener("change", () => (signature.hidden = !SIGNED.includes(kind.value)));
  text.required = true;
  file.addEventListener("change", () => (text.required = file.files.length === 0));
  const { closed } = openDialog(
    h("h3", {}, "Forward from elsewhere"),
    h("p", { class: "quiet" }, "A message as if it came from another chat."),
    kind,
    name,
    signature,
    text,
    file,
    dialogActions("Forward", "forward"),
  );
  if ((await closed) !== "forward") return null;
  const forwardFrom = { kind: kind.value, name: name.value.trim() };
  if (SIGNED.includes(kind.value) && signature.value.trim()) forwardFrom.signature = signature.value.trim();
  return { forwardFrom, text: text.value, file: file.files[0] };
}
