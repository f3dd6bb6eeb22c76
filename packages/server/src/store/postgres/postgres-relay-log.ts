import { type CallId, LIMITS } from "@ringline/protocol";
import { BATCH_ROWS, inBatches } from "../batches.ts";
import type { KeptMessages, RelayAppend, RelayLog, RelayMessage } from "../relay-log.ts";
import { DATABASE_NOW, type Row, type Sql, type Statement } from "./sql-pool.ts";

/** Old messages are deleted once in so many. */
const TRIM_EVERY = 32;
/** So many documents of one call are told apart; who sent nothing for longest is forgotten first. */
const MOST_PAGES = 1_024;
/** As far as the tables count. */
const HIGHEST = 2_147_483_647;

/**
 * The row of the page says how far it was heard, however little of that is kept. The row of the call's head is the lock that orders
 * what several processes append.
 */
const APPEND: Statement = {
  name: "append-relay",
  text: `with new as (
  insert into relay_pages (call_id, page, n, at) values ($1, $3, $4, ${DATABASE_NOW})
  on conflict (call_id, page) do update set n = excluded.n, at = excluded.at where relay_pages.n < excluded.n
  returning n
), head as (
  insert into relay_heads (call_id, head, floor) select $1, 1, 0 from new
  on conflict (call_id) do update set head = relay_heads.head + 1 returning head
)
insert into relay_messages (call_id, seq, sender, page, n, recipient, body, at)
select $1, head, $2, $3, $4, $5, $6, ${DATABASE_NOW} from head
on conflict (call_id, page, n) do nothing
returning seq`,
};

const AFTER: Statement = {
  name: "read-relay",
  text: `select head, floor, seq, sender, recipient, body from relay_heads
left join relay_messages on relay_messages.call_id = relay_heads.call_id and seq > $2
where relay_heads.call_id = $1 order by seq`,
};

const TRIM: Statement = {
  name: "trim-relay",
  text: `with kept as (
  select seq, at, sum(octet_length(body)) over (order by seq desc) as bytes from relay_messages where call_id = $1
), past as (
  delete from relay_messages using kept
  where call_id = $1 and relay_messages.seq = kept.seq
    and (kept.seq <= $2 or kept.at < ${DATABASE_NOW} - $3 or kept.bytes > $4)
  returning relay_messages.seq
), forgotten as (
  delete from relay_pages where call_id = $1
    and page in (select page from relay_pages where call_id = $1 order by at desc, page offset $5)
)
update relay_heads set floor = greatest(floor, (select max(seq) from past))
where call_id = $1 and exists (select from past)`,
};

const HEADS: Statement = {
  name: "relay-heads",
  text: "select call_id, head from relay_heads where call_id = any($1)",
};

const DROP: Statement = {
  name: "drop-relay",
  text: `with gone as (delete from relay_messages where call_id = $1),
left_behind as (delete from relay_pages where call_id = $1)
delete from relay_heads where call_id = $1`,
};

const DROP_ENDED: Statement = {
  name: "drop-ended-relay",
  text: `with over as (
  select call_id from relay_heads
  where not exists (select from calls where id = call_id and ended_at is null) limit $1
), gone as (delete from relay_messages using over where relay_messages.call_id = over.call_id),
left_behind as (delete from relay_pages using over where relay_pages.call_id = over.call_id)
delete from relay_heads using over where relay_heads.call_id = over.call_id returning over.call_id`,
};

/** The relay of several processes, in tables that are not written to the log of the database. */
export class PostgresRelayLog implements RelayLog {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async append(message: RelayAppend): Promise<RelayMessage | undefined> {
    const { call, from, page, n, to, body } = message;
    const [row] = await this.#sql.run(APPEND, [call, from, page, n, to ?? null, body]);
    if (!row) return undefined;
    const seq = Number(row.seq);
    if (seq % TRIM_EVERY === 0) await this.#trim(call, seq);
    return { seq, from, ...(to !== undefined && { to }), body };
  }

  async after(call: CallId, seq: number): Promise<KeptMessages> {
    const rows = await this.#sql.run(AFTER, [call, Math.min(seq, HIGHEST)]);
    const [first] = rows;
    if (!first) return { messages: [], gap: seq > 0, head: 0 };
    const head = Number(first.head);
    const messages = rows.filter((row) => row.seq !== null).map(messageOf);
    return { messages, gap: seq < Number(first.floor) || seq > head, head };
  }

  async heads(calls: readonly CallId[]): Promise<ReadonlyMap<CallId, number>> {
    const rows = await this.#sql.run(HEADS, [calls]);
    return new Map(rows.map(({ call_id, head }) => [String(call_id), Number(head)]));
  }

  async drop(call: CallId): Promise<void> {
    await this.#sql.run(DROP, [call]);
  }

  /** Deletes what belongs to no live call. */
  async tidy(): Promise<void> {
    await inBatches(async () => (await this.#sql.run(DROP_ENDED, [BATCH_ROWS])).length);
  }

  async #trim(call: CallId, seq: number): Promise<void> {
    await this.#sql.run(TRIM, [
      call,
      seq - LIMITS.relayKept,
      LIMITS.relayKeptMs,
      LIMITS.relayKeptBytes,
      MOST_PAGES,
    ]);
  }
}

function messageOf({ seq, sender, recipient, body }: Row): RelayMessage {
  return {
    seq: Number(seq),
    from: String(sender),
    ...(recipient !== null && { to: String(recipient) }),
    body: String(body),
  };
}
