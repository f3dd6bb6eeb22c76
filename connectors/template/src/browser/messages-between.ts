/** What the two sides say over the relay; `id` names the connection that it is about. */
export type Message =
  | { type: "ask" }
  /** Of our server half: a line for the person. */
  | { type: "notice"; text: string }
  | { type: "offer" | "answer"; id: string; sdp: string };

const MOST_CHARACTERS = 50_000;

/** The other side is not to be believed: anything else than a message is nothing. */
export function parseMessage(body: unknown): Message | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { type, id, sdp, text } = body as Record<string, unknown>;
  if (type === "ask") return { type };
  if (type === "notice")
    return typeof text === "string" && text.length < 256 ? { type, text } : undefined;
  const isDescription =
    (type === "offer" || type === "answer") &&
    typeof id === "string" &&
    id.length < 64 &&
    typeof sdp === "string" &&
    sdp.length < MOST_CHARACTERS;
  return isDescription ? { type, id, sdp } : undefined;
}
