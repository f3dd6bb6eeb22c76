import { startChat } from "./chat.js";
import { startMiniChat } from "./mini-chat.js";
import { startUserCards } from "./user-cards.js";

startUserCards();
startMiniChat();
startChat();
