const OPEN_KEY = "portal-mini-chat";
/** Beside the page there is room for it; along the foot it begins small. */
const BESIDE = "(min-width: 1040px)";

/** Opens and closes the small chat, and remembers that from page to page, as well as whom one was writing to. */
export function startMiniChat() {
  const chat = document.querySelector(".mini-chat");
  if (!chat) return;
  const kept = readKept() ?? { isOpen: matchMedia(BESIDE).matches };
  unfold(chat, kept.isOpen);
  if (kept.isOpen && kept.person) showConversation(chat, kept.person);
  chat.querySelector(".mini-toggle").addEventListener("click", () => {
    unfold(chat, !isOpen(chat));
    keep(chat);
  });
  chat.addEventListener("click", ({ target }) =>
    press(chat, target.closest("[data-open],[data-back]")),
  );
  document.addEventListener("portal-message", ({ detail }) => tell(chat, detail));
}

function press(chat, button) {
  if (!button) return;
  const name = button.dataset.open;
  if (name) showConversation(chat, name);
  else showPeople(chat);
  keep(chat);
  const section = shownConversation(chat);
  (section ? section.querySelector("input") : chat.querySelector("[data-open]")).focus();
}

function unfold(chat, isOpening) {
  chat.querySelector(".mini-toggle").setAttribute("aria-expanded", String(isOpening));
  chat.querySelector(".mini-body").hidden = !isOpening;
  if (isOpening) showUnread(chat, 0);
}

function showConversation(chat, name) {
  for (const section of conversations(chat)) section.hidden = section.dataset.with !== name;
  chat.querySelector(".mini-people").hidden = true;
  chat.querySelector(`[data-open="${name}"]`)?.classList.remove("has-news");
  const log = shownConversation(chat)?.querySelector(".log");
  if (log) log.scrollTop = log.scrollHeight;
}

function showPeople(chat) {
  for (const section of conversations(chat)) section.hidden = true;
  chat.querySelector(".mini-people").hidden = false;
}

/** Marks who wrote something that cannot be seen now. */
function tell(chat, { message, isOld }) {
  const isRead = isOpen(chat) && shownConversation(chat)?.dataset.with === message.conversation;
  const line = chat.querySelector(`[data-open="${message.conversation}"]`);
  if (isOld || isRead || !line || message.from === chat.dataset.me) return;
  line.classList.add("has-news");
  if (!isOpen(chat)) showUnread(chat, Number(chat.querySelector(".unread").textContent) + 1);
}

function showUnread(chat, count) {
  const unread = chat.querySelector(".unread");
  unread.textContent = count === 0 ? "" : String(count);
  unread.hidden = count === 0;
}

function conversations(chat) {
  return [...chat.querySelectorAll("[data-with]")];
}

function shownConversation(chat) {
  return conversations(chat).find(({ hidden }) => !hidden);
}

function isOpen(chat) {
  return !chat.querySelector(".mini-body").hidden;
}

function keep(chat) {
  const person = shownConversation(chat)?.dataset.with;
  sessionStorage.setItem(OPEN_KEY, JSON.stringify({ isOpen: isOpen(chat), person }));
}

function readKept() {
  return JSON.parse(sessionStorage.getItem(OPEN_KEY) ?? "null");
}
