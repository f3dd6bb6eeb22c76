import { createHash, createHmac } from "node:crypto";

/** An account on a TURN server that ends by itself. */
export interface TurnCredentials {
  username: string;
  credential: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export interface TurnAccount {
  secret: string;
  lifetimeSeconds: number;
  /** Whose account it is: the TURN server's quota and log tell people apart, and cannot name them. */
  person: string;
}

/**
 * Makes an account as coturn's `use-auth-secret` takes it: the user name is `<expiry>:<person hash>`, the password its
 * HMAC. The expiry falls on a step of half a life, so that a person who asks often has one account and one quota, on any node.
 * @see https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
 */
export function createTurnCredentials(account: TurnAccount, now: number): TurnCredentials {
  const stepMs = account.lifetimeSeconds * 500;
  const expiresAt = Math.floor((Math.floor(now / stepMs) + 2) * (stepMs / 1_000)) * 1_000;
  const username = `${expiresAt / 1_000}:${hashPerson(account)}`;
  const credential = createHmac("sha1", account.secret).update(username).digest("base64");
  return { username, credential, expiresAt };
}

/** Keyed, so that the TURN server's log does not tell who a known person is. */
function hashPerson({ person, secret }: TurnAccount): string {
  const key = createHash("sha256").update(`person:${secret}`).digest();
  return createHmac("sha256", key).update(person).digest("base64url").slice(0, 22);
}
