import {
  type Kysely,
  type RawBuilder,
  type Selectable,
  type SelectQueryBuilder,
  sql,
} from "kysely";
import type { Millis } from "../calls/call-record.ts";
import { BATCH_ROWS, inBatches } from "./batches.ts";
import type {
  DeliveryQuery,
  Settlement,
  StoredEndpoint,
  StoredMessage,
  WebhookStore,
} from "./store.ts";
import type { Tables, WebhookEndpointsTable, WebhookMessagesTable } from "./tables.ts";

type Messages = SelectQueryBuilder<Tables, "webhook_messages", { seq: number }>;

/** Endpoints of webhooks and the messages to them, on either database. */
export class Webhooks implements WebhookStore {
  readonly #database: Kysely<Tables>;
  /** Ends a query that takes rows: where several processes take them, each passes by what another one is taking. */
  readonly #passingBy: RawBuilder<unknown>;

  constructor(database: Kysely<Tables>, passingBy: RawBuilder<unknown> = sql``) {
    this.#database = database;
    this.#passingBy = passingBy;
  }

  async endpoints(): Promise<StoredEndpoint[]> {
    const rows = await this.#database
      .selectFrom("webhook_endpoints")
      .selectAll()
      .orderBy("id")
      .execute();
    return rows.map(storedEndpoint);
  }

  async putEndpoint(after: StoredEndpoint, before?: StoredEndpoint): Promise<boolean> {
    const row = endpointRow(after);
    if (!before) {
      const insert = this.#database.insertInto("webhook_endpoints").values(row);
      const made = insert.onConflict((conflict) => conflict.column("id").doNothing());
      return (await made.returning("id").execute()).length > 0;
    }
    const { id, url, events, is_on, problem, secrets } = endpointRow(before);
    const update = this.#database
      .updateTable("webhook_endpoints")
      .set(row)
      .where("id", "=", id)
      .where("is_on", "=", is_on)
      .where("secrets", "=", secrets)
      .where("url", "is not distinct from", url)
      .where("events", "is not distinct from", events)
      .where("problem", "is not distinct from", problem);
    return (await update.returning("id").execute()).length > 0;
  }

  async removeEndpoint(id: string): Promise<void> {
    await this.deleteMessages(id);
    await this.#database.deleteFrom("webhook_endpoints").where("id", "=", id).execute();
    // What was written between the two.
    await this.deleteMessages(id);
  }

  async deleteMessages(endpoint: string): Promise<void> {
    await this.#delete((messages) => messages.where("endpoint", "=", endpoint));
  }

  async deleteStrays(known: readonly string[], createdBefore: Millis): Promise<void> {
    await this.#delete((messages) =>
      messages
        .where("state", "=", "waiting")
        .where("endpoint", "not in", [...known, ""])
        .where("created_at", "<", createdBefore),
    );
  }

  async claim(
    endpoint: string,
    { now, until, limit }: { now: Millis; until: Millis; limit: number },
  ): Promise<StoredMessage[]> {
    // The lease is looked at twice: of two processes the second waits for the row, and then looks at it as it has become.
    const { rows } = await sql<Selectable<WebhookMessagesTable>>`
update webhook_messages set leased_until = ${until}, attempts = attempts + 1
where state = 'waiting' and leased_until <= ${now} and seq in (
  select m.seq from webhook_messages as m
  where m.endpoint = ${endpoint} and m.state = 'waiting' and m.next_at <= ${now} and m.leased_until <= ${now}
  and not exists (select 1 from webhook_messages as e
    where e.endpoint = m.endpoint and e.subject = m.subject and e.state = 'waiting' and e.seq < m.seq)
  order by m.seq limit ${limit} ${this.#passingBy})
returning *`.execute(this.#database);
    return rows.map(storedMessage).sort((a, b) => a.seq - b.seq);
  }

  async settle(message: StoredMessage, settlement: Settlement): Promise<void> {
    const { state, nextAt, status, problem, at } = settlement;
    await this.#database
      .updateTable("webhook_messages")
      .set({
        state,
        leased_until: 0,
        ...(nextAt !== undefined && { next_at: nextAt }),
        status: status ?? null,
        problem: problem ?? null,
        done_at: state === "waiting" ? null : at,
      })
      .where("seq", "=", message.seq)
      .where("state", "=", "waiting")
      .where("leased_until", "=", message.leasedUntil)
      .execute();
  }

  async giveUp(endpoint: string, { problem, at }: { problem: string; at: Millis }): Promise<void> {
    await this.#database
      .updateTable("webhook_messages")
      .set({ state: "dead", leased_until: 0, problem, done_at: at })
      .where("endpoint", "=", endpoint)
      .where("state", "=", "waiting")
      .execute();
  }

  async find({ endpoint, state, before, limit }: DeliveryQuery): Promise<StoredMessage[]> {
    let query = this.#database.selectFrom("webhook_messages").selectAll();
    if (endpoint !== undefined) query = query.where("endpoint", "=", endpoint);
    if (state !== undefined) query = query.where("state", "=", state);
    if (before !== undefined) query = query.where("seq", "<", before);
    const rows = await query.orderBy("seq", "desc").limit(limit).execute();
    return rows.map(storedMessage);
  }

  async counts(): Promise<Map<string, { waiting: number; dead: number }>> {
    const rows = await this.#database
      .selectFrom("webhook_messages")
      .select(["endpoint", "state"])
      .select(({ fn }) => fn.countAll<number | string>().as("count"))
      .where("state", "<>", "delivered")
      .groupBy(["endpoint", "state"])
      .execute();
    const counts = new Map<string, { waiting: number; dead: number }>();
    for (const { endpoint, state, count } of rows) {
      const known = counts.get(endpoint) ?? { waiting: 0, dead: 0 };
      counts.set(endpoint, { ...known, [state]: Number(count) });
    }
    return counts;
  }

  async replay(endpoint: string, { id, at }: { id?: string; at: Millis }): Promise<number> {
    const again = this.#database
      .updateTable("webhook_messages")
      .set({ state: "waiting", attempts: 0, next_at: at, leased_until: 0, done_at: null })
      .where("endpoint", "=", endpoint);
    const query =
      id === undefined
        ? again.where("state", "=", "dead")
        : again.where("id", "=", id).where("state", "<>", "waiting");
    return (await query.returning("seq").execute()).length;
  }

  async deleteBefore(times: { delivered: Millis; dead: Millis }): Promise<void> {
    for (const state of ["delivered", "dead"] as const)
      await this.#delete((messages) =>
        messages.where("state", "=", state).where("done_at", "<", times[state]),
      );
  }

  async #delete(which: (messages: Messages) => Messages): Promise<void> {
    await inBatches(async () => {
      const messages = this.#database.selectFrom("webhook_messages").select("seq");
      const gone = this.#database
        .deleteFrom("webhook_messages")
        .where("seq", "in", which(messages).limit(BATCH_ROWS));
      return (await gone.returning("seq").execute()).length;
    });
  }
}

function endpointRow({ id, url, events, isOn, problem, secrets }: StoredEndpoint) {
  return {
    id,
    url: url ?? null,
    events: events ? JSON.stringify(events) : null,
    is_on: isOn ? 1 : 0,
    problem: problem ?? null,
    secrets: JSON.stringify(secrets),
  };
}

function storedEndpoint(row: Selectable<WebhookEndpointsTable>): StoredEndpoint {
  return {
    id: row.id,
    ...(row.url !== null && { url: row.url }),
    ...(row.events !== null && { events: JSON.parse(row.events) as StoredEndpoint["events"] }),
    isOn: row.is_on === 1,
    ...(row.problem !== null && { problem: row.problem as "gone" }),
    secrets: JSON.parse(row.secrets) as StoredEndpoint["secrets"],
  };
}

function storedMessage(row: Selectable<WebhookMessagesTable>): StoredMessage {
  const { seq, id, endpoint, subject, type, body, state, attempts, status, problem } = row;
  return {
    seq: Number(seq),
    id,
    endpoint,
    subject,
    type: type as StoredMessage["type"],
    body,
    state,
    attempts,
    createdAt: row.created_at,
    nextAt: row.next_at,
    leasedUntil: row.leased_until,
    ...(status !== null && { status }),
    ...(problem !== null && { problem }),
    ...(row.done_at !== null && { doneAt: row.done_at }),
  };
}
