/** Milliseconds between two looks for new messages. Asking, not a stream: a browser keeps few connections per site. */
const LOOK_MS = 2_000;

let last = 0;
let timer;

/** Fills the conversations of this page with messages and sends what is written. Tells news by `portal-message`. */
export function startChat() {
  for (const form of document.querySelectorAll(".write"))
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form);
    });
  document.addEventListener("visibilitychange", look);
  void look();
}

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const response = await fetch(`/chat/messages?after=${last}`, { cache: "no-store" });
    if (response.status === 401) return;
    const { messages } = await response.json();
    const isFirst = last === 0;
    for (const message of messages) show(message, isFirst);
  } catch {
    // The server is away; the next look may find it again.
  }
  clearTimeout(timer);
  timer = setTimeout(look, LOOK_MS);
}

function show(message, isOld) {
  if (message.id <= last) return;
  last = message.id;
  document.dispatchEvent(new CustomEvent("portal-message", { detail: { message, isOld } }));
  const log = document.querySelector(`[data-conversation="${message.conversation}"] .log`);
  if (!log) return;
  log.append(drawn(message));
  log.scrollTop = log.scrollHeight;
}

function drawn({ from, name, text, sentAt }) {
  const isMine = from === document.querySelector("[data-me]").dataset.me;
  const message = document.createElement("div");
  message.className = isMine ? "message mine" : "message";
  const speaker = document.createElement("strong");
  speaker.textContent = name;
  const time = document.createElement("time");
  time.dateTime = sentAt;
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeStyle: "short",
  }).format(new Date(sentAt));
  message.append(speaker, text, time);
  return message;
}

async function send(form) {
  const field = form.elements.text;
  const { conversation } = form.closest("[data-conversation]").dataset;
  const text = field.value.trim();
  if (text === "") return;
  const isSent = await fetch("/chat/messages", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ conversation, text }),
  }).then(
    ({ ok }) => ok,
    () => false,
  );
  const trouble = form.nextElementSibling;
  trouble.textContent = isSent ? "" : trouble.dataset.words;
  if (!isSent) return;
  field.value = "";
  await look();
}
