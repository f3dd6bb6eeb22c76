import type { JoinGrant } from "@ringline/protocol";
import type { BrowserConnector } from "../browser/index.ts";
import { buttonChecks } from "./button-checks.ts";
import {
  type Check,
  check,
  expect,
  type Outcome,
  runChecks,
  SkippedCheck,
  within,
} from "./check.ts";
import { browserContext } from "./laboratory.ts";
import { countAsked } from "./page-watch.ts";
import { sessionChecks } from "./session-checks.ts";

// Runs in a browser.

/** What the server half says of the browser half, for the page that checks it. */
export interface HalfInPage {
  id: string;
  module: string;
  drawsButton: boolean;
  /** Only these; absent: all. */
  rules?: readonly string[];
  /** For two participants of one call; absent: it has no provider with such grants. */
  grants?: Readonly<Record<"p1" | "p2", JoinGrant>>;
}

/**
 * Checks the module and all that it exports.
 * @public The page is told its name.
 */
export async function checkHalf(half: HalfInPage): Promise<Outcome[]> {
  const loaded = await runChecks([
    check(
      "[SPI14] its module exports `connector`, of the same id, with functions where they belong",
      () => load(half).then(() => undefined),
    ),
  ]);
  if (loaded.some(({ result }) => result === "fail")) return loaded;
  const connector = await load(half);
  const checks = [
    ...pageChecks(connector),
    ...buttonChecks(connector, half.drawsButton),
    ...sessionChecks(connector, half.grants),
  ];
  const wanted = checks.filter(({ rule }) => half.rules?.includes(rule) ?? true);
  return [...loaded, ...(await runChecks(wanted))];
}

const PARTS = ["init", "join", "button", "showSettings"] as const;

async function load({ id, module }: HalfInPage): Promise<BrowserConnector> {
  const { connector } = (await import(/* @vite-ignore */ module)) as {
    connector?: BrowserConnector;
  };
  if (typeof connector !== "object") throw new Error("it exports no `connector`");
  expect(connector.id === id, `the browser half is ${connector.id}, the server half ${id}`);
  for (const part of PARTS)
    expect(["function", "undefined"].includes(typeof connector[part]), `${part} is no function`);
  return connector;
}

function pageChecks(connector: BrowserConnector): Check[] {
  return [
    check("[SPI15] every language has the texts of English, with the same values in them", () => {
      const { messages } = connector;
      if (messages === undefined) throw new SkippedCheck("it has no texts");
      expect(typeof messages.en === "object", "there is no English");
      for (const [language, texts] of Object.entries(messages))
        expect(
          formOf(texts) === formOf(messages.en),
          `${language} differs from English: ${formOf(texts)}`,
        );
    }),
    check(
      "[SPI16] it begins in either kind of page within its time, and asks the person nothing",
      async () => {
        if (connector.init === undefined) throw new SkippedCheck("it needs no beginning");
        for (const where of ["call-page", "host-page"] as const) {
          const asked = await countAsked(() =>
            within(5_000, `init in a ${where}`, () =>
              connector.init?.(browserContext(connector, where)),
            ),
          );
          expect(asked.length === 0, `init in a ${where} called ${asked.join(", ")}`);
        }
      },
    ),
  ];
}

/** Keys with the values in their texts, in order. */
function formOf(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(
      ([key, text]) => `${key}(${[...text.matchAll(/\{\w+\}/g)].map(([value]) => value).sort()})`,
    )
    .sort()
    .join(" ");
}
