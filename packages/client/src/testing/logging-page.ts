import { connectSeat, createClient, createLogs } from "../index.ts";

/** What a test's page in a real browser offers: a page's client or, with a seat's secret, a call page's, and a log. */
const asked = new URLSearchParams(location.search);
const server = asked.get("server") ?? "";
const token = asked.get("token") ?? "";
const secret = asked.get("secret");
const link =
  secret === null
    ? createClient({ server, getToken: async () => token })
    : connectSeat({ server, secret, keepSecret: () => {} });
Object.assign(globalThis, { page: { link, log: createLogs({ link }).getLog("webrtc") } });
