/** A message as people of a conversation see it. */
export interface Message {
  /** Rises over all conversations. */
  id: number;
  conversation: string;
  from: string;
  text: string;
  /** ISO 8601, UTC. */
  sentAt: string;
}

/** Messages kept per conversation; the oldest go first. */
const KEPT = 200;

/** A conversation's id for one of its people: a room, or the other person. */
export type ConversationName = `room:${string}` | `person:${string}`;

/** Rooms and pairs of people, in memory: a restart of the demo begins anew. */
export class Conversations {
  readonly #messages = new Map<string, Message[]>();
  readonly #now: () => Date;
  #last = 0;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  /** Says something; the message as the writer sees it. */
  say(from: string, conversation: ConversationName, text: string): Message {
    this.#last += 1;
    const sentAt = this.#now().toISOString();
    const message = { id: this.#last, conversation, from, text, sentAt };
    const key = keyFor(from, conversation);
    this.#messages.set(key, [...(this.#messages.get(key) ?? []), message].slice(-KEPT));
    return message;
  }

  /** What was said after message `after` in these conversations, as `reader` sees it, oldest first. */
  heardBy(reader: string, names: readonly ConversationName[], after = 0): Message[] {
    return names
      .flatMap((name) =>
        (this.#messages.get(keyFor(reader, name)) ?? []).map((message) => ({
          ...message,
          conversation: name,
        })),
      )
      .filter(({ id }) => id > after)
      .sort((a, b) => a.id - b.id);
  }
}

/** Two people have one conversation, whoever looks. */
function keyFor(reader: string, name: ConversationName): string {
  if (name.startsWith("room:")) return name;
  return [reader, name.slice("person:".length)].sort().join("&");
}
