/** The words of the site itself, beside what its people write. */
export const en = {
  stream: "Stream",
  people: "People",
  room: "Design room",
  roadmap: "Roadmap",
  "main-navigation": "Main",
  "skip-to-content": "Skip to content",
  "sign-in-title": "Who are you today?",
  "sign-in-hint":
    "This is a demo: choose somebody. Open a second browser, or a private window, as somebody else, and call.",
  "sign-out": "Sign out",
  "signed-in-as": "Signed in as {name}",
  "stream-title": "What is new",
  "people-hint": "Everybody here, and whether they can be called now.",
  "show-card": "About {name}",
  "show-profile": "Profile",
  members: "Members",
  "room-hint": "For everything that has a shape or a colour.",
  "messages-in": "Messages in {name}",
  "messages-with": "Messages with {name}",
  "no-messages": "Nothing here yet. Say hello!",
  message: "Message",
  "message-to": "Message to {name}",
  send: "Send",
  "not-sent": "Not sent. Is the server there?",
  chat: "Chat",
  "back-to-people": "All people",
  "you-in-brackets": "(you)",
  "document-by": "by {name}",
  "document-hint": "Call somebody from here, and they see what it is about.",
  "not-found-title": "There is nothing here",
  "not-found-hint": "The page has moved, or never was.",
  "to-the-stream": "To the stream",
} as const;

export type Word = keyof typeof en;
export type Words = Readonly<Record<Word, string>>;
