import { type CallClient, connectSeat, createClient } from "@ringline/client";
import { doorOf, ExoCalls } from "@ringline/exo-webconferencing/calls";
import type { CometdLimits } from "./limits.ts";
import type { Participant } from "./participant.ts";
import { Person } from "./person.ts";
import { Refused } from "./refused.ts";
import { BEGIN_ANEW, STAY_AWAY } from "./replies.ts";
import type { Session } from "./session.ts";
import type { SignedIn } from "./sign-in.ts";

export interface EnterOptions {
  /** The call server's URL. */
  server: string;
  limits: CometdLimits;
  signIn(token: string): Promise<SignedIn>;
  onFailure(error: unknown, channel: string): void;
}

/** The longest time that a timer can wait; tokens live for minutes. */
const MOST_MS = 2 ** 31 - 1;

/** Connects a session's person to the call server. @throws {Refused} 503 when it does not answer in time */
export async function enter(
  who: SignedIn,
  session: Session,
  options: EnterOptions,
): Promise<Participant> {
  const { server, limits, signIn, onFailure } = options;
  const { person } = who;
  let { token } = who;
  const client = createClient({
    server,
    getToken: async () => token,
    deviceLabel: "CometD client",
    alone: true,
  });
  await welcomed(client, limits.signInMs);
  const expiry = new Expiry(session);
  expiry.at(who.expiresAt + limits.tokenLeewayMs);
  client.on("connection", ({ state }) => {
    if (state === "closed") session.end(SIGNED_OUT);
  });
  const openSeat = (secret: string) => connectSeat({ server, secret, keepSecret: () => {} });
  return new Person({
    person,
    client,
    calls: new ExoCalls(doorOf(client, openSeat)),
    page: `cometd-${session.id}`,
    limits,
    deliver: (message) => session.deliver(message),
    renew: async (next) => {
      const signedIn = await signIn(next);
      if (signedIn.person !== person) throw new Refused(403, "This token is somebody else's");
      token = next;
      expiry.at(signedIn.expiresAt + limits.tokenLeewayMs);
    },
    onFailure,
    onClose: () => expiry.stop(),
  });
}

const SIGNED_OUT = {
  code: 401,
  words: "The call server signed this person out",
  advice: STAY_AWAY,
};
const RAN_OUT = { code: 401, words: "The token ran out", advice: BEGIN_ANEW };

/** Ends a session with its token. */
class Expiry {
  readonly #session: Session;
  #timer: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  at(time: number): void {
    this.stop();
    const ms = Math.min(Math.max(time - Date.now(), 0), MOST_MS);
    this.#timer = setTimeout(() => this.#session.end(RAN_OUT), ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

async function welcomed(client: CallClient, ms: number): Promise<void> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  const ready = client.ready.then(
    () => true,
    () => false,
  );
  const isWelcome = await Promise.race([ready, late.promise]);
  clearTimeout(timer);
  if (isWelcome) return;
  client.close();
  throw new Refused(503, "The call server does not answer", { ...BEGIN_ANEW, interval: 2_000 });
}
