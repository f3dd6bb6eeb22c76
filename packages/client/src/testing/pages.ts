import type { PersonId } from "@ringline/protocol";
import { onTestFinished } from "vitest";
import type { CallClient, ClientOptions } from "../api.ts";
import { createClient } from "../index.ts";
import { FrameServer } from "./frame-server.ts";
import { tokenFor } from "./token.ts";

/** A page that a test holds: it can be shown and hidden, and somebody else may be signed in. */
export interface TestPage {
  client: CallClient;
  show(): void;
  hide(): void;
  /** Whose token the site gives from now on. */
  person: PersonId;
  /** How often the site was asked for a token. */
  tokens: number;
}

type PageOptions = { visible?: boolean; person?: PersonId } & Partial<ClientOptions>;

/** Ends with the test. */
export async function startServer(): Promise<FrameServer> {
  const server = await FrameServer.start();
  onTestFinished(() => server.stop());
  return server;
}

/** A page of Anna's browser; closed with the test. */
export function openPage(
  server: { url: string },
  { visible = true, person = "anna", ...options }: PageOptions = {},
): TestPage {
  const listeners = new Set<() => void>();
  let isVisible = visible;
  const turn = (to: boolean) => {
    isVisible = to;
    for (const listener of listeners) listener();
  };
  const page: Omit<TestPage, "client"> = {
    person,
    tokens: 0,
    show: () => turn(true),
    hide: () => turn(false),
  };
  const client = createClient({
    server: server.url,
    getToken: async () => {
      page.tokens += 1;
      return tokenFor(page.person);
    },
    page: {
      isVisible: () => isVisible,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ...options,
  });
  onTestFinished(() => client.close());
  return Object.assign(page, { client });
}

/** Waits until something is so; fails after 5 s. */
export async function until(isSo: () => unknown, what = String(isSo)): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`not within 5 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Lets everything that is on its way arrive. */
export async function settle(ms = 60): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
