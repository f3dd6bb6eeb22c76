import type { CallClient } from "@ringline/client";
import type { ExoCalls } from "@ringline/exo-webconferencing/calls";
import { listenToCall } from "./call-channel.ts";
import { runCommand } from "./call-commands.ts";
import { clientError, isExoError, refusedBy } from "./exo-fault.ts";
import type { CometdLimits } from "./limits.ts";
import { logEntry } from "./log-lines.ts";
import type { Message, Reply } from "./message.ts";
import type { Participant } from "./participant.ts";
import { Refused } from "./refused.ts";

const ROOT = "/eXo/Application/WebConferencing/";
const USER = `${ROOT}user/`;
const CALL = `${ROOT}call/`;
const CALLS_SERVICE = "/service/webconferencing/calls";
const LOGS_SERVICE = "/service/webconferencing/logs";

export interface PersonOptions {
  person: string;
  client: CallClient;
  calls: ExoCalls;
  /** What this client is called in the journal. */
  page: string;
  limits: CometdLimits;
  deliver(message: Reply): void;
  /** @throws {Refused} for a token that is not good, or somebody else's */
  renew(token: string): Promise<void>;
  onFailure(error: unknown, channel: string): void;
  onClose(): void;
}

/** A session's person on the channels of the older API; each may do what they may do at `/v1`, and no more. @see SPEC BAYEUX */
export class Person implements Participant {
  readonly #options: PersonOptions;
  readonly #listening = new Map<string, () => void>();
  #logged = 0;
  #isClosed = false;

  constructor(options: PersonOptions) {
    this.#options = options;
  }

  async subscribe(channel: string): Promise<void> {
    if (this.#listening.has(channel)) return;
    if (this.#listening.size >= this.#options.limits.subscriptionsPerSession)
      throw new Refused(429, "Too many subscriptions");
    // Taken at once, so that a second one of the same kind does not listen twice.
    const mine = () => {};
    this.#listening.set(channel, mine);
    // Whoever unsubscribed meanwhile may have subscribed again, and that one counts.
    const isMine = () => this.#listening.get(channel) === mine;
    try {
      const off = await this.#listen(channel);
      if (this.#isClosed || !isMine()) off();
      else this.#listening.set(channel, off);
    } catch (error) {
      if (isMine()) this.#listening.delete(channel);
      throw error;
    }
  }

  unsubscribe(channel: string): void {
    this.#listening.get(channel)?.();
    this.#listening.delete(channel);
  }

  async publish(message: Message): Promise<void> {
    const { channel, data } = message;
    if (channel === CALLS_SERVICE) return this.#answerLater(message, () => this.#command(data));
    if (channel === LOGS_SERVICE) return this.#answerLater(message, () => this.#log(data));
    if (!channel.startsWith(CALL)) throw new Refused(403, "Nobody may publish here");
    try {
      await this.#options.calls.toCallUpdate(channel.slice(CALL.length), withoutToken(data));
    } catch (error) {
      throw refusedBy(error);
    }
  }

  renew(token: string): Promise<void> {
    return this.#options.renew(token);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const off of this.#listening.values()) off();
    this.#listening.clear();
    this.#options.calls.close();
    this.#options.client.close();
    this.#options.onClose();
  }

  async #listen(channel: string): Promise<() => void> {
    const { calls, person, deliver, limits } = this.#options;
    if (channel.startsWith(USER)) {
      if (channel.slice(USER.length) !== person)
        throw new Refused(403, "Subscribing to other user not possible");
      return calls.onUserUpdate((update) => deliver({ channel, data: JSON.stringify(update) }));
    }
    if (!channel.startsWith(CALL)) throw new Refused(404, "No such channel");
    const tell = (message: string) =>
      deliver({ channel, data: JSON.stringify({ code: "SERVER_ERROR", message, error: true }) });
    const listeners = {
      onUpdate: (data: unknown) => deliver({ channel, data }),
      // What was said as an error is passed on as it was.
      onError: (data: unknown) =>
        typeof data === "string" ? tell(data) : deliver({ channel, data }),
      onGap: () => tell("Messages were lost"),
    };
    return listenToCall(channel.slice(CALL.length), listeners, {
      calls,
      findMs: limits.findMs,
    });
  }

  /** A remote call: the message is accepted now, and its answer follows with the same id. */
  #answerLater({ channel, id }: Message, run: () => Promise<Partial<Reply>>): void {
    const { deliver, onFailure } = this.#options;
    const answer = (rest: Partial<Reply>) =>
      deliver({ channel, ...(id !== undefined && { id }), ...rest });
    run().then(answer, (error: unknown) => {
      onFailure(error, channel);
      answer(failed({ code: "SERVER_ERROR", message: "An internal error", error: true }));
    });
  }

  async #command(data: unknown): Promise<Partial<Reply>> {
    const { calls, person } = this.#options;
    return { ...(await runCommand(data, { calls, person })) };
  }

  async #log(data: unknown): Promise<Partial<Reply>> {
    const { client, page, person } = this.#options;
    try {
      const { exoId } = (data ?? {}) as { exoId?: unknown };
      if (exoId !== undefined && exoId !== person) throw clientError("Unauthorized user");
      this.#logged += 1;
      const entry = logEntry(data, { n: this.#logged, page });
      await client.request("logs.write", { sentAt: new Date().toISOString(), entries: [entry] });
      return { successful: true, data: "{}" };
    } catch (error) {
      if (isExoError(error)) return failed(error);
      throw error;
    }
  }
}

function failed(error: object): Partial<Reply> {
  return { successful: false, data: JSON.stringify(error) };
}

/** Pages of the older product put their token into what they say to others, be it an object or its JSON text. */
function withoutToken(data: unknown): unknown {
  if (typeof data === "string") {
    const read = readJson(data);
    return hasToken(read) ? JSON.stringify(withoutToken(read)) : data;
  }
  if (!hasToken(data)) return data;
  const { exoToken: _, ...rest } = data;
  return rest;
}

function hasToken(data: unknown): data is { exoToken: unknown } {
  return typeof data === "object" && data !== null && "exoToken" in data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
