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
  const label = button.textContent;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
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
  const words = document.documentElement.lang === "bg" ? ["Предишна", "Следваща", "Затваряне"] : ["Previous", "Next", "Close"];
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
