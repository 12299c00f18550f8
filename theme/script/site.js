// What makes reading easier where there is script. Every page works without it.
"use strict";

// Sharing: buttons that only a browser with these abilities gets to see.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {});
  });
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.parentElement.hidden = false;
  const said = button.nextElementSibling;
  button.addEventListener("click", async () => {
    const { copy, done } = button.dataset;
    said.textContent = "";
    // Where the browser refuses, the address is there to be copied by hand.
    said.textContent = await navigator.clipboard.writeText(copy).then(() => done, () => copy);
  });
}

// Pieces of other sites: nobody is contacted before the reader asks.
for (const card of document.querySelectorAll("[data-frame]")) {
  const offer = card.querySelector(".embed-show");
  if (!offer) continue;
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = card.dataset.frame;
    frame.title = card.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    offer.replaceWith(frame);
    frame.focus();
  });
}

// The menu closes by Escape and by a click elsewhere.
const menu = document.querySelector("details.menu");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

// Galleries: a picture over the whole window.
const pictures = [...document.querySelectorAll(".gallery picture img")];
if (pictures.length && window.HTMLDialogElement) {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  let at = 0;
  const show = (next) => {
    at = (next + pictures.length) % pictures.length;
    const picture = pictures[at].closest("picture").cloneNode(true);
    for (const part of picture.children) part.sizes = "100vw";
    picture.lastElementChild.loading = "eager";
    dialog.querySelector("picture")?.remove();
    dialog.prepend(picture);
  };
  const [name, ...words] =
    document.documentElement.lang === "bg" ? ["Снимки", "Предишна", "Следваща", "Затваряне"] : ["Pictures", "Previous", "Next", "Close"];
  dialog.setAttribute("aria-label", name);
  const actions = [() => show(at - 1), () => show(at + 1), () => dialog.close()];
  const bar = document.createElement("p");
  words.forEach((word, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = ["←", "→", "×"][i];
    button.setAttribute("aria-label", word);
    button.addEventListener("click", actions[i]);
    bar.append(button);
  });
  dialog.append(bar);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") actions[0]();
    if (event.key === "ArrowRight") actions[1]();
  });
  document.body.append(dialog);
  pictures.forEach((picture, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    button.setAttribute("aria-label", picture.alt || String(i + 1));
    picture.closest("picture").after(button);
    button.addEventListener("click", () => (show(i), dialog.showModal()));
  });
}

// Search: what the reader may mean, while typing.
for (const input of document.querySelectorAll(".search-field input")) {
  const list = document.createElement("ul");
  list.id = input.id + "-suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", open);
    input.removeAttribute("aria-activedescendant");
  };
  show(false);
  let asking, waiting;
  const mark = (option) => {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", false);
    option.setAttribute("aria-selected", true);
    input.setAttribute("aria-activedescendant", option.id);
  };
  const fill = ({ suggestions }) => {
    list.replaceChildren(
      ...suggestions.map(({ kind, label, path }, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.className = "suggestion-" + kind;
        option.dataset.path = path;
        option.textContent = label;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", false);
        return option;
      }),
    );
    show(suggestions.length > 0 && document.activeElement === input);
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    asking?.abort();
    if (!input.value.trim()) return show(false);
    waiting = setTimeout(() => {
      asking = new AbortController();
      fetch("/search/suggest?q=" + encodeURIComponent(input.value), { signal: asking.signal, credentials: "omit" })
        .then((answer) => answer.json())
        .then(fill)
        .catch(() => {});
    }, 80);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(options.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + options.length) % options.length));
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.href = options[at].dataset.path;
    } else if (event.key === "Escape") {
      event.stopPropagation();
      show(false);
    }
  });
  // Before the field loses the focus to the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.href = option.dataset.path;
  });
  input.addEventListener("blur", () => show(false));
}

// Advertising: half of it in sight for a second counts as seen; nothing else is told.
const paths = new Map();
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, intersectionRatio } of entries) {
      clearTimeout(target.waiting);
      target.waiting = intersectionRatio >= 0.5 && setTimeout(() => {
        seen.unobserve(target);
        fetch("/ad/seen" + paths.get(target), { method: "POST" });
      }, 1000);
    }
  },
  { threshold: 0.5 },
);
const watch = (target, link) => {
  paths.set(target, link.pathname.slice(3));
  seen.observe(target);
};
const counted = 'a[href^="/ad/"]:not([href^="/ad/preview/"])';
for (const link of document.querySelectorAll(".slot > " + counted)) {
  watch(link.parentElement.querySelector("iframe, video") ?? link, link);
}
// How far a film was watched, each part once for this view of the page. The view's name is made up here, is told with
// these parts alone, so that one that is sent twice counts once, and is gone with the page.
for (const film of document.querySelectorAll(".slot > video")) {
  const link = film.parentElement.querySelector(":scope > " + counted);
  const view = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const parts = ["start", "firstQuartile", "midpoint", "thirdQuartile", "complete"];
  let told = 0;
  const tell = ({ type }) => {
    if (!link || (!told && type !== "playing")) return;
    let watched = 0; // what was jumped over was not watched
    for (let i = 0; i < film.played.length; i++) watched += film.played.end(i) - film.played.start(i);
    const part = watched / film.duration || 0;
    const reached = type === "ended" && part > 0.97 ? 5 : Math.min(4, 1 + Math.floor(part * 4));
    while (told < reached) {
      fetch(`/ad/played/${parts[told++]}${link.pathname.slice(3)}?view=${view}`, { method: "POST", keepalive: true, credentials: "omit" });
    }
  };
  for (const type of ["playing", "timeupdate", "ended"]) film.addEventListener(type, tell);
}
// What comes from another server comes when the reader has asked for it, into a frame that may do nothing outside.
for (const button of document.querySelectorAll("[data-tag]")) {
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    frame.src = button.dataset.tag;
    frame.title = button.title;
    const link = button.closest(".slot").querySelector(":scope > " + counted);
    button.parentElement.replaceWith(frame);
    if (!link) return;
    seen.unobserve(link);
    watch(frame, link);
  });
}

// What lies below a phone's first screens (theme/style/below.css) is laid out once they are shown, part by part, so that
// a finger never waits for more than one of them.
requestAnimationFrame(() => {
  if (innerWidth > 639) return;
  for (const part of document.querySelectorAll(".zone-stories, .most-read ol, .story-foot, .imprint")) {
    setTimeout(() => {
      part.style.contentVisibility = "visible";
      part.clientTop; // laid out now, not all of them together before the next picture
    });
  }
});
