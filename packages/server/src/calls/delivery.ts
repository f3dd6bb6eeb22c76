import type { CallId, PersonId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import { isOneToOne } from "./call-machine-parts.ts";
import { type CallRecord, peopleIn } from "./call-record.ts";
import { callSeenBy } from "./call-seen-by.ts";
import { GroupPace } from "./group-pace.ts";
import type { KnownCalls } from "./known-calls.ts";
import { PerPerson } from "./per-person.ts";

/** A socket that is told of calls: all those of a person, or of a seat only its own. */
export interface CallWatcher {
  readonly person: PersonId;
  /** Of a seat: told of nothing else. */
  readonly onlyCall?: CallId;
  /** The newest revision that this socket has of each call; they only rise. Absent until it has one. */
  told?: Map<CallId, number>;
  /** False while the socket is congested: then `catchUp` sends the newest state, once, when it flows again. */
  canTake(): boolean;
  /** Sends a frame; its text is made once per person. */
  tell(frame: string): void;
}

/**
 * Tells each socket each call as its person may see it: only what is newer than what the socket has. Changes of one turn, as
 * those that shared a transaction, are told as one: the newest state. Of a call to a space or room that goes on so for a while,
 * at most four a second.
 * @see SPEC TELL
 */
export class Delivery {
  readonly #known: KnownCalls;
  readonly #watchers = new PerPerson<CallWatcher>();
  /** What congested sockets have not been told, newest state alone. */
  readonly #missed = new Map<CallWatcher, Map<CallId, CallRecord>>();
  /** What this turn brought. */
  readonly #news = new Map<CallId, CallRecord>();
  readonly #pace: GroupPace;

  constructor(known: KnownCalls, clock: Pick<Clock, "after">) {
    this.#known = known;
    this.#pace = new GroupPace(clock, (call) => this.#tellAll(call));
    known.onNews((call) => {
      if (this.#news.size === 0) queueMicrotask(() => this.#tellNews());
      this.#news.set(call.id, call);
    });
  }

  /** From now on this socket is told. Its `told` says what it has already. */
  add(watcher: CallWatcher): void {
    this.#watchers.add(watcher.person, watcher);
  }

  remove(watcher: CallWatcher): void {
    this.#watchers.remove(watcher.person, watcher);
    this.#missed.delete(watcher);
  }

  /** The sockets of this person, oldest first. */
  watchersOf(person: PersonId): readonly CallWatcher[] {
    return this.#watchers.of(person);
  }

  /** What a watcher's ping carries: the revisions of its live calls as they are to be seen now. */
  revisionsFor(watcher: CallWatcher): Record<CallId, number> {
    const revisions: Record<CallId, number> = {};
    for (const call of this.#known.of(watcher.person)) {
      if (watcher.onlyCall !== undefined && watcher.onlyCall !== call.id) continue;
      const view = callSeenBy(call, watcher.person);
      if (view) revisions[call.id] = view.revision;
    }
    return revisions;
  }

  /** Sends what a congested socket missed: of each call the newest state alone. */
  catchUp(watcher: CallWatcher): void {
    const missed = this.#missed.get(watcher);
    if (!missed) return;
    this.#missed.delete(watcher);
    for (const call of missed.values())
      this.#tellOne(watcher, call, viewFrame(call, watcher.person));
  }

  /** Forgets revisions of calls that nobody can mention any more. */
  tidy(): void {
    for (const watchers of this.#watchers.all())
      for (const { told } of watchers)
        for (const id of told?.keys() ?? []) if (!this.#known.remembers(id)) told?.delete(id);
  }

  #tellNews(): void {
    const news = [...this.#news.values()];
    this.#news.clear();
    for (const call of news)
      if (isOneToOne(call)) this.#tellAll(call);
      else this.#pace.take(call);
  }

  #tellAll(call: CallRecord): void {
    for (const person of peopleIn(call)) {
      const watchers = this.#watchers.of(person);
      if (watchers.length === 0) continue;
      const view = viewFrame(call, person);
      for (const watcher of watchers) this.#tellOne(watcher, call, view);
    }
  }

  #tellOne(watcher: CallWatcher, call: CallRecord, view: ViewFrame | undefined): void {
    if (watcher.onlyCall !== undefined && watcher.onlyCall !== call.id) return;
    if (!view) this.#tellGone(watcher, call.id);
    if (!view || view.revision <= (watcher.told?.get(call.id) ?? 0)) return;
    if (!watcher.canTake()) {
      this.#keepMissed(watcher, call);
      return;
    }
    rememberTold(watcher, call.id, view.revision);
    watcher.tell(view.frame);
  }

  /** Taken out of the call: what the socket has of it is over. A seat learns it as the end of its socket. */
  #tellGone(watcher: CallWatcher, call: CallId): void {
    if (!watcher.told?.delete(call)) return;
    this.#missed.get(watcher)?.delete(call);
    watcher.tell(JSON.stringify({ type: "call-gone", call }));
  }

  #keepMissed(watcher: CallWatcher, call: CallRecord): void {
    const missed = this.#missed.get(watcher) ?? new Map<CallId, CallRecord>();
    this.#missed.set(watcher, missed.set(call.id, call));
  }
}

/** This socket has this revision of the call. */
export function rememberTold(watcher: CallWatcher, call: CallId, revision: number): void {
  watcher.told ??= new Map();
  watcher.told.set(call, revision);
}

interface ViewFrame {
  revision: number;
  frame: string;
}

function viewFrame(record: CallRecord, person: PersonId): ViewFrame | undefined {
  const call = callSeenBy(record, person);
  return call && { revision: call.revision, frame: JSON.stringify({ type: "call", call }) };
}
