import type { BrowserConnector, BrowserLogger, Dialogs } from "@ringline/connector-spi/browser";
import { expect, it } from "vitest";
import { BrowserFence, type ConnectorFault } from "./browser-fence.ts";
import { BrowserHalves } from "./browser-halves.ts";
import { StepMarks } from "./step-marks.ts";

const quiet = () => undefined;
const tell = () => ({ close: quiet });
const ask = async () => "cancel" as const;
const dialogs: Dialogs = {
  info: ask,
  confirm: ask,
  warn: ask,
  error: ask,
  notice: { info: tell, warn: tell, error: tell },
};
const SHORT = { load: 50, init: 50, join: 50, button: 50, settings: 50 };

function page(modules: Record<string, unknown>, marks = new StepMarks({ storage: undefined })) {
  const faults: ConnectorFault[] = [];
  const shown: string[] = [];
  const fence = new BrowserFence({ onFault: (fault) => faults.push(fault), marks, mostMs: SHORT });
  const log: BrowserLogger = {
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: () => "ref-1",
    prefix: () => log,
  };
  const halves = new BrowserHalves({
    where: "call-page",
    server: "https://calls.example",
    language: "de",
    fence,
    load: async (url) => {
      const module = modules[url.split("/")[4] ?? ""];
      if (module === undefined) throw new TypeError(`cannot load ${url}`);
      return module;
    },
    log: () => log,
    dialogs,
    showError: (text, reference) => shown.push(`${text} ${reference}`),
  });
  return { halves, fence, faults, shown };
}

const good = (id: string, rest: Partial<BrowserConnector> = {}) => ({ connector: { id, ...rest } });

it.each<[string, unknown, RegExp]>([
  ["exports nothing", {}, /exports no connector/],
  ["exports a number", { connector: 7 }, /exports no connector/],
  ["is another connector", good("other"), /of another/],
  ["has no functions where they belong", { connector: { id: "bad", init: 7 } }, /no function/],
  [
    "throws at once",
    good("bad", {
      init: () => {
        throw new Error("a bug");
      },
    }),
    /a bug/,
  ],
  ["rejects", good("bad", { init: () => Promise.reject(new Error("away")) }), /away/],
  [
    "throws what cannot be read",
    good("bad", {
      init: () => {
        throw {
          get toString(): never {
            throw 1;
          },
        };
      },
    }),
    /cannot be read/,
  ],
  [
    "never settles",
    good("bad", { init: () => new Promise(() => undefined) }),
    /no answer within 50 ms/,
  ],
  [
    "complains at length",
    good("bad", { init: () => Promise.reject("x".repeat(1_000_000)) }),
    /^x{300}$/,
  ],
])(
  "[HALF3] a browser half that %s is left out with a reason, and the next one works",
  async (_how, module, reason) => {
    const { halves, faults } = page({ bad: module, fine: good("fine") });

    await expect(halves.load("bad")).rejects.toMatchObject({ code: "connector-failed" });
    await expect(halves.load("fine")).resolves.toMatchObject({ id: "fine" });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ connector: "bad", reason: expect.stringMatching(reason) });
  },
);

it.each(["__proto__", "../admin", "a/b", ""])(
  "[HALF3] no module is asked for under the name %j",
  async (id) => {
    const { halves } = page({});

    await expect(halves.load(id)).rejects.toMatchObject({ code: "connector-failed" });
  },
);

it("[HALF3] a browser half is loaded and begun once", async () => {
  const begun: string[] = [];
  const { halves } = page({ fine: good("fine", { init: ({ where }) => void begun.push(where) }) });

  await Promise.all([halves.load("fine"), halves.load("fine")]);

  expect(begun).toEqual(["call-page"]);
});

/** Locks as browsers have them, of which the names alone are asked. */
function someLocks(...names: string[]) {
  const held = new Set(names);
  const request = async (name: string, work: () => Promise<void>) => {
    held.add(name);
    await work();
  };
  const query = async () => ({ held: [...held].map((name) => ({ name })) });
  return { held, locks: { request, query } as unknown as LockManager };
}

it("[HALF4] a step that never came to an end is told of once: when its page is gone, or after half a minute", async () => {
  const kept = new Map<string, string>();
  const storage = {
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
  let now = 0;
  const { held, locks } = someLocks();
  const page = () => new StepMarks({ storage, locks, now: () => now });
  const told = { step: "init", reason: "an earlier page hung in it" };
  const first = page();
  first.set("hangs", "init");
  first.set("fine", "init")();
  storage.setItem("ringline-step:odd", "{nonsense");

  expect(await page().takeOrphans()).toEqual([]);
  now = 5_000;
  expect(await page().takeOrphans()).toEqual([]);
  held.clear();
  expect(await page().takeOrphans()).toEqual([{ ...told, connector: "hangs" }]);
  expect(await page().takeOrphans()).toEqual([]);

  page().set("open", "init");
  now = 36_000;
  expect(await page().takeOrphans()).toEqual([{ ...told, connector: "open" }]);
});

it("[HALF5] a connector speaks the page's language, else English, and an error that it shows has its reference", async () => {
  const connector = {
    id: "fine",
    messages: { en: { hello: "Hello {name}", bye: "Bye" }, de: { hello: "Hallo {name}" } },
  };
  const { halves, shown } = page({ fine: { connector } });
  const context = halves.contextOf(await halves.load("fine"));

  const texts = [
    context.text("hello", { name: "Bob" }),
    context.text("bye"),
    context.text("unknown"),
  ];
  const reference = context.showError("It failed", new Error("why"));

  expect(texts).toEqual(["Hallo Bob", "Bye", "unknown"]);
  expect([reference, shown]).toEqual(["ref-1", ["It failed ref-1"]]);
  expect(context.url).toBe("https://calls.example/connectors/fine/");
});
