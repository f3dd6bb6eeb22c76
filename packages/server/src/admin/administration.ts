import { CallError, type KeyScope } from "@ringline/protocol";
import type { RestAsker } from "../auth/asker.ts";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import { isRevoked } from "../people/sign-in.ts";
import type { AdminSessionRecord, ApiKeyRecord } from "../store/administration-store.ts";
import type { Store } from "../store/store.ts";
import { TokenBuckets } from "../token-bucket.ts";
import { hashOf, isSameHash, keyIdOf, kindOf, newCredential, newKey } from "./credentials.ts";

export interface AdministrationTimes {
  /** A set-up link may be taken for this long. */
  readonly setupMs: number;
  /** A session lives for this long without a renewal. */
  readonly sessionMs: number;
  /** And at most for this long. */
  readonly sessionMostMs: number;
}

/** Guesses per address: ten at once, then one in three minutes (S97). Guessing 256 bits is hopeless; the work that it makes is not. */
const GUESSES = { perSecond: 1 / 180, burst: 10 };
const KEY_USE_MS = 60_000;
/** Who signed in with a set-up link. */
const SETUP_PERSON = { id: "set-up link", name: "Set-up link" };

type AdministrationStore = Pick<Store, "adminSessions" | "keys" | "people">;

interface AdministrationOptions {
  store: AdministrationStore;
  clock: Clock;
  times: AdministrationTimes;
}

/** Who administers: set-up links, sessions of the administration page, keys of programs. */
export class Administration {
  readonly #store: AdministrationStore;
  readonly #clock: Clock;
  readonly #times: AdministrationTimes;
  readonly #guesses = new TokenBuckets(GUESSES.perSecond, GUESSES.burst);

  constructor({ store, clock, times }: AdministrationOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#times = times;
  }

  /** A link's secret, to be taken once within 15 minutes. `undefined` when `onlyFirst` and somebody signed in before. */
  async offerSetup({ onlyFirst }: { onlyFirst: boolean }): Promise<string | undefined> {
    const { adminSessions } = this.#store;
    if (onlyFirst && (await adminSessions.wasEverUsed())) return undefined;
    const secret = newCredential("setup");
    await adminSessions.offer(hashOf(secret), this.#clock.now() + this.#times.setupMs);
    return secret;
  }

  /**
   * Who asks with one of our own secrets; whether they may is asked by the operation.
   * @throws {CallError} invalid-token, token-expired, link-used, token-revoked; rate-limited after ten wrong ones of an address
   */
  async admit(secret: string, address: string): Promise<RestAsker> {
    const retryAfterMs = this.#guesses.wait(address, this.#clock.now());
    if (retryAfterMs > 0) throw new CallError("rate-limited", { retryAfterMs });
    try {
      return { ...(await this.#asker(secret)), address };
    } catch (error) {
      if (error instanceof CallError && error.status === 401)
        this.#guesses.take(address, this.#clock.now());
      throw error;
    }
  }

  /**
   * Opens a session for whoever asks with a set-up link, or with a token of the site that says that they administer.
   * @throws {CallError} link-used, not-allowed
   */
  async signIn(asker: RestAsker): Promise<{ token: string; session: AdminSessionRecord }> {
    const now = this.#clock.now();
    const person = await this.#take(asker, now);
    const token = newCredential("session");
    const { sessionMs, sessionMostMs } = this.#times;
    const times = { beganAt: now, expiresAt: now + sessionMs, endsAt: now + sessionMostMs };
    const session = { hash: hashOf(token), person: person.id, name: person.name, ...times };
    await this.#store.adminSessions.begin(session);
    return { token, session };
  }

  /** @throws {CallError} token-expired */
  async renew(hash: string): Promise<Millis> {
    const now = this.#clock.now();
    const until = await this.#store.adminSessions.renew(hash, now, now + this.#times.sessionMs);
    if (until === undefined) throw new CallError("token-expired");
    return until;
  }

  async createKey(
    { name, scopes, expiresAt }: Pick<ApiKeyRecord, "name" | "scopes" | "expiresAt">,
    createdBy: string,
  ): Promise<{ key: ApiKeyRecord; secret: string }> {
    const { id, secret } = newKey();
    const made = {
      id,
      name,
      scopes,
      hash: hashOf(secret),
      createdAt: this.#clock.now(),
      createdBy,
    };
    const key = { ...made, ...(expiresAt !== undefined && { expiresAt }) };
    await this.#store.keys.create(key);
    return { key, secret };
  }

  tidy(): void {
    this.#guesses.tidy(this.#clock.now());
  }

  async #take({ credential, person }: RestAsker, now: Millis) {
    const { adminSessions } = this.#store;
    if (credential?.type === "setup") {
      if (await adminSessions.takeOffer(credential.hash, now)) return SETUP_PERSON;
    } else if (credential?.type === "token") {
      const { hash, expiresAt } = credential;
      if (await adminSessions.takeOnce(hash, now, expiresAt)) return person;
    } else throw new CallError("not-allowed", { detail: "a key or session opens no session" });
    throw new CallError("link-used");
  }

  #asker(secret: string): Promise<RestAsker> | RestAsker {
    switch (kindOf(secret)) {
      case "setup":
        return {
          ...askerNamed(SETUP_PERSON, []),
          credential: { type: "setup", hash: hashOf(secret) },
        };
      case "session":
        return this.#sessionAsker(hashOf(secret));
      case "key":
        return this.#keyAsker(secret);
      case undefined:
        throw new CallError("invalid-token", { detail: "not a credential of this server" });
    }
  }

  async #sessionAsker(hash: string): Promise<RestAsker> {
    const session = await this.#store.adminSessions.get(hash, this.#clock.now());
    if (!session) throw new CallError("token-expired", { detail: "the session has ended" });
    const [known] = await this.#store.people.get([session.person]);
    if (isRevoked(session.beganAt / 1_000, known?.revokedAt)) throw new CallError("token-revoked");
    const named = { id: session.person, name: session.name };
    return { ...askerNamed(named, ["admin"]), credential: { type: "session", hash } };
  }

  async #keyAsker(secret: string): Promise<RestAsker> {
    const now = this.#clock.now();
    const key = await this.#store.keys.get(keyIdOf(secret) ?? "");
    if (!key || !isSameHash(key.hash, hashOf(secret))) throw new CallError("invalid-token");
    if (key.revokedAt !== undefined) throw new CallError("token-revoked");
    if (key.expiresAt !== undefined && key.expiresAt <= now) throw new CallError("token-expired");
    if ((key.lastUsedAt ?? 0) < now - KEY_USE_MS)
      await this.#store.keys.used(key.id, now, now - KEY_USE_MS);
    const scopes: readonly KeyScope[] = key.scopes;
    const asker = askerNamed({ id: key.id, name: key.name }, ["admin"]);
    return { ...asker, credential: { type: "key", id: key.id, scopes } };
  }
}

function askerNamed(
  { id, name }: { id: string; name: string },
  roles: readonly string[],
): RestAsker & { kind: "rest" } {
  return { kind: "rest", person: { type: "user", id, name }, roles, spaces: [], rooms: [] };
}
