import { Allowance } from "./allowance.ts";
import { Allowances } from "./allowances.ts";
import { checkPerson, credentialsOf } from "./credentials.ts";
import type { CometdLimits } from "./limits.ts";
import type { Message, Reply } from "./message.ts";
import type { Participant } from "./participant.ts";
import { Refused } from "./refused.ts";
import { accept, type Refusal, refuse, STAY_AWAY, UNKNOWN_CLIENT } from "./replies.ts";
import type { Line, Session } from "./session.ts";
import { Sessions } from "./sessions.ts";
import type { SignedIn } from "./sign-in.ts";

/** Where a message came from. */
export interface From extends Line {
  /** Who is at the other end, as limits count it. */
  address: string;
}

export interface BayeuxOptions {
  limits: CometdLimits;
  /** Whose a token is. @throws {Refused} */
  signIn(token: string | undefined): Promise<SignedIn>;
  /** What this person may do. @throws {Refused} */
  enter(who: SignedIn, session: Session): Promise<Participant>;
  /** Something that nobody expected, with what was asked. */
  onFailure(error: unknown, channel: string): void;
}

/** Somebody who is in. */
interface Member {
  session: Session;
  participant: Participant | undefined;
  allowance: Allowance;
  token: string;
}

const TRANSPORTS = ["websocket", "long-polling"];
const SLOW_DOWN: Refusal = { code: 429, words: "Too many messages" };

/** The Bayeux protocol 1.0 from one message to its replies, whatever it came on. @see SPEC BAYEUX */
export class Bayeux {
  readonly #options: BayeuxOptions;
  readonly #sessions: Sessions;
  readonly #members = new Map<string, Member>();
  /** Refused handshakes, by address. */
  readonly #refused: Allowances;
  /** Handshakes that were taken, by person: each costs a connection. */
  readonly #entered: Allowances;

  constructor(options: BayeuxOptions) {
    this.#options = options;
    const { limits } = options;
    this.#sessions = new Sessions(limits);
    this.#refused = new Allowances(limits.refusedPerMinute);
    this.#entered = new Allowances(limits.handshakesPerMinute);
  }

  /** How many sessions are open. */
  get size(): number {
    return this.#sessions.size;
  }

  /** What is to be sent back for one message, in order; never rejects. */
  async take(message: Message, from: From): Promise<Reply[]> {
    try {
      return await this.#take(message, from);
    } catch (error) {
      if (error instanceof Refused) return [refuse(message, error.refusal)];
      this.#options.onFailure(error, message.channel);
      return [refuse(message, { code: 500, words: "An internal error" })];
    }
  }

  /** Ends all sessions, to begin anew elsewhere or later. */
  close(): void {
    const advice = { reconnect: "handshake", interval: 1_000 } as const;
    this.#sessions.endAll({ code: 503, words: "The server restarts", advice });
  }

  async #take(message: Message, from: From): Promise<Reply[]> {
    if (message.channel === "/meta/handshake") return [await this.#handshake(message, from)];
    const { member, refusal } = this.#memberOf(message);
    if (!member) return [refuse(message, refusal)];
    const { session, participant } = member;
    if (!member.allowance.take()) throw new Refused(SLOW_DOWN.code, SLOW_DOWN.words);
    const credentials = credentialsOf(message);
    checkPerson(credentials, session.person);
    const { token } = credentials;
    if (token !== undefined && token !== member.token) {
      await participant?.renew(token);
      member.token = token;
    }
    switch (message.channel) {
      case "/meta/connect":
        return session.connect(message, from);
      case "/meta/subscribe":
        return this.#each(message, (channel) => participant?.subscribe(channel));
      case "/meta/unsubscribe":
        return this.#each(message, (channel) => participant?.unsubscribe(channel));
      case "/meta/disconnect":
        session.end({ code: 402, words: "The client said goodbye", advice: STAY_AWAY });
        return [accept(message)];
      default:
        return [await this.#publish(message, participant)];
    }
  }

  #memberOf({ clientId }: Message): { member?: Member; refusal: Refusal } {
    const member = this.#members.get(clientId ?? "");
    if (member && !member.session.ended) return { member, refusal: UNKNOWN_CLIENT };
    return { refusal: this.#sessions.get(clientId ?? "")?.ended ?? UNKNOWN_CLIENT };
  }

  async #publish(message: Message, participant: Participant | undefined): Promise<Reply> {
    if (message.channel.startsWith("/meta/")) throw new Refused(404, "No such meta channel");
    await participant?.publish(message);
    return accept(message);
  }

  /** A subscription may be a list of channels; the first that is refused refuses it. */
  async #each(
    message: Message,
    change: (channel: string) => Promise<void> | void,
  ): Promise<Reply[]> {
    const { subscription } = message;
    if (subscription === undefined) throw new Refused(403, "A subscription is missing");
    try {
      for (const channel of [subscription].flat()) await change(channel);
      return [accept(message, { subscription })];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return [{ ...refuse(message, error.refusal), subscription }];
    }
  }

  async #handshake(message: Message, from: From): Promise<Reply> {
    const allowance = this.#refused.of(from.address);
    // Taken before anybody is asked: else any number of guesses side by side would pass.
    if (!allowance.take()) throw new Refused(429, "Too many refused handshakes", SLOW);
    let isGuess = false;
    try {
      checkOffer(message);
      const session = await this.#enter(message, from);
      return accept(message, this.#welcome(session, message));
    } catch (error) {
      isGuess = error instanceof Refused && [401, 403].includes(error.refusal.code);
      throw error;
    } finally {
      if (!isGuess) allowance.giveBack();
    }
  }

  async #enter(message: Message, { address }: From): Promise<Session> {
    const credentials = credentialsOf(message);
    const who = await this.#options.signIn(credentials.token);
    checkPerson(credentials, who.person, STAY_AWAY);
    if (!this.#entered.of(who.person).take()) throw new Refused(429, "Too many handshakes", SLOW);
    const full = this.#sessions.refusal({ person: who.person, address });
    if (full) throw new Refused(full.code, full.words, full.advice);
    const acknowledges = asksToAcknowledge(message);
    const { limits } = this.#options;
    const session = this.#sessions.open({ person: who.person, address, acknowledges }, () => {
      this.#members.get(session.id)?.participant?.close();
      this.#members.delete(session.id);
    });
    const member: Member = {
      session,
      participant: undefined,
      allowance: new Allowance(limits.messagesPerSecond, limits.messageBurst),
      token: who.token,
    };
    this.#members.set(session.id, member);
    try {
      member.participant = await this.#options.enter(who, session);
    } catch (error) {
      session.end(UNKNOWN_CLIENT);
      throw error;
    }
    if (session.ended) member.participant.close();
    return session;
  }

  #welcome(session: Session, message: Message): Partial<Reply> {
    const { holdMs, absenceMs } = this.#options.limits;
    return {
      version: "1.0",
      minimumVersion: "1.0",
      supportedConnectionTypes: TRANSPORTS,
      clientId: session.id,
      advice: { reconnect: "retry", interval: 0, timeout: holdMs, maxInterval: absenceMs },
      ...(asksToAcknowledge(message) && { ext: { ack: true } }),
    };
  }
}

const SLOW = { reconnect: "handshake", interval: 10_000 } as const;

/** `ext.ack`: `true`, or `{ enabled: true }` as newer clients write it. */
function asksToAcknowledge({ ext }: Message): boolean {
  const ack = ext?.ack;
  if (typeof ack !== "object" || ack === null) return ack === true;
  return Reflect.get(ack, "enabled") === true;
}

function checkOffer({ version, supportedConnectionTypes }: Message): void {
  if (!version?.startsWith("1.")) throw new Refused(400, "Bayeux 1.0 is spoken here", STAY_AWAY);
  if (!supportedConnectionTypes?.some((type) => TRANSPORTS.includes(type)))
    throw new Refused(400, `Connection types here: ${TRANSPORTS.join(", ")}`, STAY_AWAY);
}
