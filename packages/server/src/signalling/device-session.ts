import type { CallId, CloseName, DeviceId, Me, PersonId, PresenceStatus } from "@ringline/protocol";
import type { DeviceAsker, Identity } from "../auth/asker.ts";
import type { Millis } from "../calls/call-record.ts";
import type { ChannelSocket } from "../calls/channels.ts";
import type { CallWatcher } from "../calls/delivery.ts";
import type { PresenceSubscriber } from "../presence/presence.ts";
import type { Connection, Session } from "./connection.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { refreshToken } from "./refresh-token.ts";
import { parseFrame, runRequest } from "./requests.ts";

/** Most devices are told the same providers: they keep one text. */
let lastOffered: string | undefined;

const IDLE_PING = JSON.stringify({ type: "ping", calls: {} });

/** A device's socket after its welcome: it asks, is told of its person's calls and of whom it watches. */
export class DeviceSession implements Session, CallWatcher, PresenceSubscriber, ChannelSocket {
  readonly connection: Connection;
  told?: Map<CallId, number>;
  /** Who asks, as the newest token says. */
  asker: DeviceAsker;
  watched?: Set<PersonId>;
  /** What it was told last of its person. */
  me?: Me;
  /** When the token runs out, in seconds. */
  expiresAt: number;
  #offered?: string;
  readonly #parts: GatewayParts;
  /** The newest token that came, while one is looked at. */
  #nextToken: string | undefined;

  constructor(
    connection: Connection,
    who: { identity: Identity; device: { id: DeviceId; label: string } },
    parts: GatewayParts,
  ) {
    this.connection = connection;
    this.#parts = parts;
    this.expiresAt = who.identity.expiresAt;
    this.asker = this.#askerOf(who.identity, who.device);
  }

  /** A newer token of the same person: roles, targets and name are now what it says. */
  take(identity: Identity): void {
    this.expiresAt = identity.expiresAt;
    this.asker = this.#askerOf(identity, this.asker.device);
  }

  get person(): PersonId {
    return this.asker.person.id;
  }

  /** JSON of the providers that it was told last. */
  get offered(): string | undefined {
    return this.#offered;
  }

  set offered(text: string) {
    if (text !== lastOffered) lastOffered = text;
    this.#offered = lastOffered;
  }

  get isHere(): boolean {
    return this.connection.session === this;
  }

  /** Nothing rings, nobody talks: such a socket is closed first where there are too many. */
  get isIdle(): boolean {
    return !this.#parts.known.hasAny(this.person);
  }

  /** From now on this socket is told; its presence counts. */
  begin(): void {
    this.#parts.delivery.add(this);
  }

  receive(frame: Record<string, unknown>): void {
    const { connection } = this;
    const desk = { connection, parts: this.#parts };
    const known = parseFrame(frame, desk);
    switch (known?.type) {
      case "request":
        void runRequest({ ...known, input: known.input }, this.asker, desk);
        break;
      case "token":
        this.#refresh(known.token);
    }
  }

  pingFrame(): string {
    if (this.isIdle) return IDLE_PING;
    return JSON.stringify({ type: "ping", calls: this.#parts.delivery.revisionsFor(this) });
  }

  tick(): CloseName | undefined {
    const { times, wallSeconds } = this.#parts;
    const isOver = wallSeconds() >= this.expiresAt + times.tokenLeewayMs / 1_000;
    return isOver ? "token-expired" : undefined;
  }

  canTake(): boolean {
    return !this.connection.isCongested;
  }

  tell(frame: string): void {
    this.connection.send(frame);
  }

  tellPresence(people: Record<PersonId, PresenceStatus>): void {
    this.connection.sendFrame({ type: "presence", people });
  }

  flows(): void {
    this.#parts.delivery.catchUp(this);
  }

  ended(aliveAt: Millis): void {
    const { delivery, channels, presence, devices } = this.#parts;
    delivery.remove(this);
    channels.leave(this);
    if (this.watched) presence.unsubscribe(this, [...this.watched]);
    void devices
      .depart(this.person, this.asker.device.id, aliveAt)
      .then(() => tellPresence(this.person, this.#parts));
  }

  /** One at a time, and then the newest of those that came meanwhile: each costs a signature and a look at the person. */
  #refresh(token: string): void {
    const isUnderWay = this.#nextToken !== undefined;
    this.#nextToken = token;
    if (!isUnderWay) void this.#refreshAll();
  }

  async #refreshAll(): Promise<void> {
    for (let token = this.#nextToken; token !== undefined; ) {
      await refreshToken(this, token, this.#parts);
      const newest = this.#nextToken;
      token = newest === token || !this.isHere ? undefined : newest;
    }
    this.#nextToken = undefined;
  }

  #askerOf(identity: Identity, device: DeviceAsker["device"]): DeviceAsker {
    const { person, roles, targets, spaces, rooms, issuedAt } = identity;
    const reach = targets ? { targets } : {};
    const claims = { roles, spaces, rooms, issuedAt, ...reach };
    return { kind: "device", person, ...claims, device, subscriber: this };
  }
}

/** A device came or went: whoever watches the person looks, here and at other processes. */
export function tellPresence(person: PersonId, { presence, hints }: GatewayParts): void {
  presence.touch(person);
  hints.publish({ type: "person", person });
}

/** The device sockets of this person in this process, oldest first. */
export function devicesOf(person: PersonId, { delivery }: GatewayParts): DeviceSession[] {
  return delivery.watchersOf(person).filter((watcher) => watcher instanceof DeviceSession);
}
