/** Milliseconds that a mouse rests on a name before its card appears, or is off it before the card goes. */
const HOVER_MS = 180;

/** Opens the card of a name on hover, on keyboard focus and on tap; one at a time. Escape closes it. */
export function startUserCards() {
  for (const holder of document.querySelectorAll(".with-card")) watch(holder);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeAll({ refocus: true });
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Element) || !target.closest(".with-card")) closeAll();
  });
}

function watch(holder) {
  const name = holder.querySelector(".name");
  let timer;
  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, HOVER_MS);
  };
  holder.addEventListener("pointerenter", ({ pointerType }) => {
    if (pointerType === "mouse") later(() => open(name));
  });
  holder.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType === "mouse") later(() => closeUnlessUsed(name));
  });
  // Whoever presses wants to see it, and whoever presses again has seen it.
  name.addEventListener("click", () => (name.dataset.pinned ? close(name) : open(name, "pinned")));
  holder.addEventListener("focusin", () => {
    if (name.matches(":focus-visible")) open(name);
  });
  holder.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !holder.contains(relatedTarget)) close(name);
  });
}

function open(name, pinned) {
  for (const other of openNames()) if (other !== name) close(other);
  name.setAttribute("aria-expanded", "true");
  if (pinned) name.dataset.pinned = "true";
  cardOf(name).hidden = false;
}

function close(name) {
  name.setAttribute("aria-expanded", "false");
  delete name.dataset.pinned;
  cardOf(name).hidden = true;
}

/** A mouse that leaves does not take away what was pressed for, or what has the focus. */
function closeUnlessUsed(name) {
  const isUsed = name.dataset.pinned || name.parentElement.contains(document.activeElement);
  if (!isUsed) close(name);
}

function closeAll({ refocus = false } = {}) {
  for (const name of openNames()) {
    // Before it closes: a name that gets the focus opens its card.
    if (refocus && cardOf(name).contains(document.activeElement)) name.focus();
    close(name);
  }
}

function openNames() {
  return document.querySelectorAll('.name[aria-expanded="true"]');
}

function cardOf(name) {
  return document.getElementById(name.getAttribute("aria-controls"));
}
