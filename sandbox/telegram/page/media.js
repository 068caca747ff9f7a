/** Pictures, players, documents and places inside a message. */

import { link } from "./text.js";
import { h, icon, sizeOf } from "./ui.js";

const source = (file) => `/files/${encodeURIComponent(file.file_id)}`;
const minutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** The media part of a message; null for text. */
export function mediaOf(message) {
  if (message.photo) return photo(message);
  if (message.video) return video(message.video);
  if (message.video_note) return h("video", { class: "round", src: source(message.video_note), controls: true });
  if (message.voice) return player(message.voice, null);
  if (message.audio) return player(message.audio, message.audio);
  if (message.document) return documentTile(message.document);
  if (message.location) return place(message.location);
  return null;
}

export function isVisual(message) {
  return Boolean(message.photo || message.video);
}

function photo(message) {
  const size = message.photo.at(-1);
  const image = h("img", { src: source(size), alt: message.caption || "Photo", width: size.width, height: size.height, decoding: "async" });
  const button = h("button", { class: "photo", type: "button", "aria-label": "Open photo" }, image);
  button.style.aspectRatio = `${size.width} / ${size.height}`;
  button.style.width = `min(100%, ${Math.max(180, Math.min(size.width, (size.width / size.height) * 420))}px)`;
  if (message.has_media_spoiler) button.classList.add("hidden-media");
  button.addEventListener("click", () => {
    if (button.classList.contains("hidden-media")) button.classList.remove("hidden-media");
    else enlarge(source(size), image.alt);
  });
  return button;
}

function enlarge(address, words) {
  const dialog = h("dialog", { class: "lightbox", "aria-label": words, onclick: () => dialog.close() }, h("img", { src: address, alt: words }), h("button", { class: "icon", "aria-label": "Close" }, icon("close")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function video(file) {
  const element = h("video", { src: source(file), controls: true, preload: "metadata", width: file.width, height: file.height });
  element.style.aspectRatio = `${file.width} / ${file.height}`;
  return element;
}

/** `music` has title and performer; a voice note has none. */
function player(file, music) {
  const audio = h("audio", { src: source(file), preload: "none" });
  const toggle = h("button", { class: "play", type: "button", "aria-label": "Play" });
  const seek = h("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": "Position" });
  const clock = h("span", { class: "clock" }, minutes(file.duration));
  toggle.addEventListener("click", () => (audio.paused ? audio.play().catch(() => {}) : audio.pause()));
  for (const kind of ["play", "pause", "ended"]) {
    audio.addEventListener(kind, () => {
      toggle.classList.toggle("playing", !audio.paused);
      toggle.setAttribute("aria-label", audio.paused ? "Play" : "Pause");
    });
  }
  audio.addEventListener("play", () => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
  });
  audio.addEventListener("timeupdate", () => {
    const length = Number.isFinite(audio.duration) ? audio.duration : file.duration;
    seek.value = length ? (audio.currentTime / length) * 1000 : 0;
    seek.style.setProperty("--done", `${seek.value / 10}%`);
    clock.textContent = minutes(audio.paused && !audio.currentTime ? file.duration : audio.currentTime);
  });
  seek.addEventListener("input", () => {
    if (Number.isFinite(audio.duration)) audio.currentTime = (seek.value / 1000) * audio.duration;
  });
  const title = music && h("strong", {}, music.title || music.file_name || "Audio");
  const performer = music?.performer && h("span", { class: "performer" }, music.performer);
  return h("div", { class: music ? "player music" : "player voice" }, toggle, h("div", { class: "track" }, title, performer, seek, clock), audio);
}

function documentTile(file) {
  const extension = (file.file_name.split(".").length > 1 ? file.file_name.split(".").pop() : "file").slice(0, 4);
  return h(
    "a",
    { class: "document", href: source(file), download: file.file_name },
    h("span", { class: "tile", "aria-hidden": "true" }, extension),
    h("span", { class: "about" }, h("strong", { dir: "auto" }, file.file_name), h("span", {}, `${sizeOf(file.file_size)} · Download`)),
  );
}

function place({ latitude, longitude }) {
  const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  const address = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=12/${latitude}/${longitude}`;
  const card = link(address, h("span", { class: "map", "aria-hidden": "true" }, icon("pin")), h("span", { class: "about" }, h("strong", {}, "Location"), h("span", {}, where)));
  card.classList.add("place");
  return card;
}
