import { loadWords } from "./locales/words.ts";
import { takeCredential } from "./session/credentials.ts";
import { AdminPage } from "./view/admin-page.ts";
import { defineElements } from "./view/define.ts";

// First of all: what is in the address must not stay there.
const credential = takeCredential(window);

defineElements();
loadWords(navigator.languages).then((words) => {
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  document.title = words.text("pageTitle");
  const page = Object.assign(new AdminPage(), { words });
  document.body.append(page);
  if (credential !== undefined) void page.enter(credential);
}, reportError);
