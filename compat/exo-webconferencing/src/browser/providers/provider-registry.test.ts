import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ExoCallContext } from "../page/call-context.ts";
import { ProviderRegistry } from "./provider-registry.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function config(type: string, active = true) {
  return { type, title: type, description: "", active, logEnabled: false };
}

function plain(type: string, init?: () => unknown) {
  const button = { getTitle: () => type, callButton: () => undefined };
  return { getType: () => type, getSupportedTypes: () => [type], ...button, ...(init && { init }) };
}

function registry() {
  const warnings: string[] = [];
  const made = new ProviderRegistry({
    warn: (message) => warnings.push(message),
    context: () => ({}) as ExoCallContext,
    onChange: () => {},
  });
  return { registry: made, warnings, started: () => made.started.map(({ type }) => type) };
}

test("[EXO53] an init that never settles keeps its provider out after ten seconds, with the reason; a late one lets it in", async () => {
  const { registry: providers, warnings, started } = registry();
  const late = Promise.withResolvers<void>();
  providers.configure([config("hangs"), config("late"), config("sound")], true);
  for (const provider of [
    plain("hangs", () => new Promise(() => {})),
    plain("late", () => late.promise),
    plain("sound"),
  ])
    providers.add(provider);
  expect(started()).toEqual(["sound"]);
  const answers: unknown[] = [];
  providers.get("hangs").done((_, isInitialized) => answers.push(isInitialized));

  await vi.advanceTimersByTimeAsync(9_999);
  expect(answers).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(answers).toEqual([false]);
  expect(warnings).toContain("Provider hangs is not initialised: its init() has not settled");

  late.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(started()).toEqual(["late", "sound"]);
});

test("[EXO53] who asks for a provider that never comes, or before any init, is told within twenty seconds (§1.2 getProvider)", async () => {
  const { registry: providers } = registry();
  const answers: unknown[] = [];
  const ask = (type: string) =>
    providers
      .get(type)
      .done(({ getTitle }, isInitialized) => answers.push([getTitle(), isInitialized]))
      .fail((reason) => answers.push(reason));
  providers.add(plain("early"));
  ask("early");
  ask("never");

  await vi.advanceTimersByTimeAsync(19_999);
  expect(answers).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(answers).toEqual([["early", false], "never was not added to this page"]);

  providers.configure([config("early"), config("never")], true);
  ask("never");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(answers.at(-1)).toBe("never was not added to this page");
  ask("early");
  await vi.advanceTimersByTimeAsync(0);
  expect(answers.at(-1)).toEqual(["early", true]);
});

test("[EXO53] the providers that a page names are initialised at init, before the server has said a word", () => {
  const { registry: providers, started } = registry();
  providers.add(plain("early"));
  expect(started()).toEqual([]);
  providers.configure([config("early")], false);
  expect(started()).toEqual(["early"]);
  expect(providers.get("unknown").state()).toBe("pending");
  providers.configure([config("early")], true);
  expect(providers.get("unknown").state()).toBe("rejected");
});

test("[EXO55] init of a provider that is off is not called until it is switched on, and once only", () => {
  const { registry: providers, started } = registry();
  const init = vi.fn();
  providers.configure([config("other", false)], true);
  providers.add(plain("other", init));
  expect([init.mock.calls.length, started()]).toEqual([0, []]);
  for (const isOn of [true, false, true]) providers.configure([config("other", isOn)], true);
  expect([init.mock.calls.length, started()]).toEqual([1, ["other"]]);
});
