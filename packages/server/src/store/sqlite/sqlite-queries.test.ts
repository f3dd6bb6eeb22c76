import { afterEach, beforeEach, expect, it } from "vitest";
import { GroupCommit } from "./group-commit.ts";
import { openFile } from "./sqlite-file.ts";
import { sqliteQueries, sqliteRunner } from "./sqlite-queries.ts";

let database: ReturnType<typeof openFile>;
let commits: number;
let queries: ReturnType<typeof sqliteQueries>;

beforeEach(() => {
  database = openFile(":memory:", 0);
  commits = 0;
  const group = new GroupCommit(database);
  group.join({
    beforeCommit: () => {},
    afterCommit: () => {
      commits += 1;
    },
    afterRollback: () => {},
  });
  queries = sqliteQueries(sqliteRunner(database, group));
});
afterEach(() => database.close());

const switchOn = (provider: string) =>
  queries.insertInto("provider_switches").values({ provider, is_on: 1, logs: null }).execute();
const switches = () => queries.selectFrom("provider_switches").select("provider").execute();

it("[STORE24] writes of one turn share one transaction", async () => {
  await Promise.all(["a", "b", "c"].map(switchOn));

  expect(await switches()).toHaveLength(3);
  expect(commits).toBe(1);
});

it("[STORE24] a read does not wait for the disk that a write waits for", async () => {
  const order: string[] = [];
  const written = switchOn("a").then(() => order.push("written"));
  await switches();
  order.push("read");
  await written;

  expect(order).toEqual(["read", "written"]);
});
