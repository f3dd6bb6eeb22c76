import type { CallClient, ClientOptions } from "./api.ts";
import { PageClient } from "./page-client.ts";

export * from "./api.ts";
export { pauseAfter } from "./connection/passing.ts";
export {
  createLogs,
  type Logger,
  type LogLink,
  type LogNaming,
  type Logs,
  type LogsOptions,
  type ShownError,
} from "./logs/logs.ts";
export { connectSeat } from "./seat/seat-client.ts";
export { fetchToken } from "./site-token.ts";

/**
 * Connects this page to the call server, together with the other pages of the same person in this browser.
 *
 *     const client = createClient({ server: "https://calls.example.org", getToken });
 *     client.on("incomingCall", ({ call }) => show(call));
 */
export function createClient(options: ClientOptions): CallClient {
  return new PageClient(options);
}
