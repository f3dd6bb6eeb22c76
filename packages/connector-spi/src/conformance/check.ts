/** One rule that every connector keeps; `run` throws when this one does not. */
export interface Check {
  /** As in SPEC.md, e.g. `SPI3`. */
  rule: string;
  /** Begins with the rule: the title of a test. */
  title: string;
  /** @throws {Error} saying what is wrong; `SkippedCheck` where the rule says nothing about this connector */
  run(): Promise<void>;
}

/** What became of a check. */
export interface Outcome {
  rule: string;
  title: string;
  result: "pass" | "fail" | "skipped";
  /** Why it failed or was skipped. */
  reason?: string;
}

/** The rule says nothing about this connector: it does not have what the rule is about. */
export class SkippedCheck extends Error {
  override name = "SkippedCheck";
}

/** The longest that a check may take: a connector that hangs fails it. */
const MOST_MS = 30_000;

/** A check with its title. */
export function check(title: string, run: () => void | Promise<void>): Check {
  const rule = /^\[(\w+)\]/.exec(title)?.[1] ?? title;
  return { rule, title, run: async () => within(MOST_MS, "the check", run) };
}

/** Runs all of them, one after the other; never throws. */
export async function runChecks(checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { rule, title, run } of checks)
    outcomes.push({ rule, title, ...(await outcome(run)) });
  return outcomes;
}

/** As Vitest's and other runners' `it`. */
type RegisterTest = (
  title: string,
  run: (context: { skip(reason?: string): void }) => Promise<void>,
) => void;

/** Makes a test of each check: `testEach(it, serverChecks({ connector }))` is a connector's own test. */
export function testEach(it: RegisterTest, checks: readonly Check[]): void {
  for (const { title, run } of checks)
    it(title, async ({ skip }) => {
      const { result, reason } = await outcome(run);
      if (result === "skipped") skip(reason);
      if (result === "fail") throw new Error(reason);
    });
}

/** What was not kept: rule and reason. */
export function failures(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter(({ result }) => result === "fail")
    .map(({ rule, reason }) => `${rule}: ${reason}`);
}

async function outcome(run: () => Promise<void>): Promise<Pick<Outcome, "result" | "reason">> {
  try {
    await run();
    return { result: "pass" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { result: error instanceof SkippedCheck ? "skipped" : "fail", reason };
  }
}

/** A line per rule, aligned, with a count at the end. */
export function matrix(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ rule, title, result, reason }) => {
    const sentence = title.replace(/^\[\w+\] /, "");
    const why = reason === undefined ? "" : `\n${" ".repeat(17)}${reason}`;
    return `${result.padEnd(8)} ${rule.padEnd(7)} ${sentence}${why}`;
  });
  const count = (result: Outcome["result"]) =>
    outcomes.filter((one) => one.result === result).length;
  return [
    ...lines,
    `${count("pass")} pass, ${count("fail")} fail, ${count("skipped")} skipped`,
  ].join("\n");
}

/** @throws {Error} when it is not so */
export function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

/** @throws {Error} when it takes longer */
export async function within<Answer>(
  ms: number,
  what: string,
  work: () => Answer | Promise<Answer>,
): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not settle within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([(async () => work())(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
