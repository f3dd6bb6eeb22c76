import { createClient } from "../index.ts";
import { tokenFor } from "./token.ts";

/** What a test's page in a real browser offers: Anna's client, and how often it was told of a ring. */
const server = new URLSearchParams(location.search).get("server") ?? "";
const client = createClient({ server, getToken: async () => tokenFor("anna") });
const page = { client, rings: 0 };
client.on("incomingCall", () => {
  page.rings += 1;
});
Object.assign(globalThis, { page });
