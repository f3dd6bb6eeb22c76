import type { CallClient } from "@ringline/client";
import type { ConnectorState, ProviderInfo } from "@ringline/protocol";

/** What was asked, once for all buttons of a page; anew when there is another choice. */
const asked = new WeakMap<readonly ProviderInfo[], Promise<readonly string[]>>();

/** Which connectors did not start, for administrators: the call server tells them the reason, and nobody else. */
export class NotStarted {
  readonly #onKnown: () => void;
  #choice: readonly ProviderInfo[] | undefined;
  #lines: readonly string[] = [];

  constructor(onKnown: () => void) {
    this.#onKnown = onKnown;
  }

  /** A line for each, as far as it is known by now; the first call asks. */
  lines(client: CallClient): readonly string[] {
    const choice = client.providers;
    if (choice !== this.#choice) {
      this.#choice = choice;
      this.#lines = [];
      this.#ask(client).catch(() => {
        asked.delete(choice);
        this.#choice = undefined;
      });
    }
    return this.#lines;
  }

  async #ask(client: CallClient): Promise<void> {
    const choice = client.providers;
    const answer = asked.get(choice) ?? ask(client);
    asked.set(choice, answer);
    const lines = await answer;
    if (choice !== this.#choice || lines.length === 0) return;
    this.#lines = lines;
    this.#onKnown();
  }
}

async function ask(client: CallClient): Promise<readonly string[]> {
  const { connectors } = await client.request("connectors.list", {});
  return connectors.filter(({ isRunning }) => !isRunning).map(lineOf);
}

function lineOf({ id, failure, health }: ConnectorState): string {
  if (!failure) return `${id}: ${health.detail ?? ""}`;
  return `${id}: ${failure.code}: ${failure.step}: ${failure.reason}`;
}
