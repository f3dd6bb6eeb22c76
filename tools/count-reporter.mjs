// A Vitest reporter that writes what the last line of `npm test` needs: counts, failures, skipped tests with their reasons.
import { writeFileSync } from "node:fs";

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const result = { passed: [], failed: [], skipped: [], retried: [] };
    for (const module of modules) countModule(module, result);
    for (const { message } of unhandledErrors)
      result.failed.push(`outside of any test: ${message}`);
    writeFileSync(process.env.RINGLINE_TEST_COUNTS, JSON.stringify(result));
  }
}

function countModule(module, result) {
  const parts = [module, ...module.children.allSuites()];
  const broken = parts.filter((part) => part.errors().length > 0);
  for (const part of broken)
    result.failed.push(`${part.fullName ?? module.moduleId}: ${part.errors()[0].message}`);
  const reason = broken.length > 0 ? "none given; something in its file failed" : "no reason given";
  for (const test of module.children.allTests()) countTest(test, result, reason);
}

function countTest(test, result, reason) {
  const { state, note } = test.result();
  if (state === "passed" && test.diagnostic()?.retryCount > 0) result.retried.push(test.fullName);
  if (state === "passed" || state === "failed") result[state].push(test.fullName);
  else
    result.skipped.push({ title: test.fullName, reason: note ?? reason, isStated: Boolean(note) });
}
