// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
import { describe } from "vitest";
import { accountContract } from "./account-contract.ts";
import { administrationContract } from "./administration-contract.ts";
import { callContract } from "./call-contract.ts";
import { connectorContract } from "./connector-contract.ts";
import { groupContract } from "./group-contract.ts";
import { historyContract } from "./history-contract.ts";
import { keyContract } from "./key-contract.ts";
import { logContract } from "./log-contract.ts";
import { peopleContract } from "./people-contract.ts";
import { raceContract } from "./race-contract.ts";
import { relayContract } from "./relay-contract.ts";
import { type OpenForTest, subjectOf } from "./subject.ts";
import { switchContract } from "./switch-contract.ts";
import { webhookContract } from "./webhook-contract.ts";

/** What every store promises. `open` is called for each test; all that was opened is closed. */
export function storeContract(name: string, open: OpenForTest): void {
  describe(name, () => {
    callContract(() => subjectOf(open));
    keyContract(() => subjectOf(open));
    raceContract(() => subjectOf(open));
    peopleContract(() => subjectOf(open));
    groupContract(() => subjectOf(open));
    historyContract(() => subjectOf(open));
    logContract(() => subjectOf(open));
    accountContract(() => subjectOf(open));
    connectorContract(() => subjectOf(open));
    switchContract(() => subjectOf(open));
    relayContract(() => subjectOf(open));
    administrationContract(() => subjectOf(open));
    webhookContract(() => subjectOf(open));
  });
}
