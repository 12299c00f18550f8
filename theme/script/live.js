// What is new on a page that stays open: a bar says so, and shows it when the reader asks. Nothing moves before.
// The element is named in every page that refers to this script.
"use strict";

const bar = document.querySelector("[data-events]");
const { revision, updated, one, other, changed } = bar.dataset;
const plural = new Intl.PluralRules(document.documentElement.lang);
// Addresses of headlines, or ids of entries, that are not on this page.
const fresh = new Set();
let source, since, differs, said, waiting;

const button = document.createElement("button");
button.type = "button";
// Screen readers are told the first at once, what follows only now and then.
const say = () => {
  if (waiting) return;
  const label = fresh.size ? (plural.select(fresh.size) === "one" ? one : other).replace("{new}", fresh.size) : differs ? changed : "";
  if (label === said) return;
  said = label;
  button.textContent = label;
  if (label) bar.append(button);
  else button.remove();
  waiting = setTimeout(() => {
    waiting = 0;
    say();
  }, 15000);
};

const hear = ({ type, data, lastEventId }) => {
  since = lastEventId || since;
  const told = JSON.parse(data);
  if (type === "headline") fresh.add(told.url);
  if (type === "reload" || told.what === "changed" || told.what === "corrected") differs = true;
  for (const id of told.new ?? []) if (!document.getElementById(id)) fresh.add(id);
  if (type !== "ready") say();
};

const close = () => {
  source?.close();
  source = undefined;
};
// Who wants to save data, or looks elsewhere, is told when that is over.
const open = () => {
  if (source || document.hidden || navigator.connection?.saveData) return;
  const asked = new URLSearchParams({ page: location.pathname });
  if (since) asked.set("since", since);
  else if (revision) {
    asked.set("revision", revision);
    asked.set("updated", updated);
  }
  source = new EventSource("/events?" + asked);
  for (const type of ["ready", "headline", "update", "reload"]) source.addEventListener(type, hear);
};
// Not for readers who only glance: most leave sooner than that.
setTimeout(open, 3000);
document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
addEventListener("pagehide", close);
addEventListener("pageshow", ({ persisted }) => persisted && open());

// As they were sent: what other scripts make of them, and what a reader has opened in them, is no change. That is why
// this script comes before the others.
const sent = new Map();
for (const { id, innerHTML } of document.querySelectorAll(".body .live-entry[id]")) sent.set(id, innerHTML);

// New entries in their places, changed ones in place of what they were.
const merge = (page, shown) => {
  let last, first;
  const entries = [...page.querySelectorAll(".body .live-entry[id]")];
  if (!entries.length) return location.reload();
  for (const old of document.querySelectorAll(".body .live-entry[id]")) {
    if (!page.getElementById(old.id)) old.remove();
  }
  for (const entry of entries) {
    let here = document.getElementById(entry.id);
    if (!here) {
      here = document.importNode(entry, true);
      const next = document.querySelector(".body .live-entry[id]");
      if (last) last.after(here);
      else if (next) next.before(here);
      else document.querySelector(".body").append(here);
      first ??= here;
    } else if (sent.get(entry.id) !== entry.innerHTML) {
      const now = document.importNode(entry, true);
      here.replaceWith(now);
      here = now;
    }
    sent.set(entry.id, entry.innerHTML);
    last = here;
  }
  // What was told while the page was on its way may not be in it.
  for (const id of fresh) if (shown.has(id) || document.getElementById(id)) fresh.delete(id);
  clearTimeout(waiting);
  waiting = 0;
  const left = document.activeElement === button;
  say();
  // Where nothing is new, the button takes the focus along when it goes.
  if (first) {
    first.tabIndex = -1;
    first.focus();
  } else if (left && !button.isConnected) {
    document.getElementById("main").focus({ preventScroll: true });
  }
};
button.addEventListener("click", () => {
  if (!revision || differs) return location.reload();
  const shown = new Set(fresh);
  // Parsed by the browser as any page is, without its scripts.
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname);
  request.responseType = "document";
  request.onload = () => (request.status === 200 && request.response ? merge(request.response, shown) : location.reload());
  request.onerror = () => location.reload();
  request.send();
});
