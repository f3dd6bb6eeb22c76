// A Vitest reporter that writes what the last line of `npm test` needs: counts, failures, skipped tests with their reasons.
import { writeFileSync } from "node:fs";

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const result = { passed: [], failed: [], skipped: [] };
    for (const module of modules) {
      for (const error of module.errors())
        result.failed.push(`${module.moduleId}: ${error.message}`);
      for (const suite of module.children.allSuites())
        for (const error of suite.errors())
          result.failed.push(`${suite.fullName}: ${error.message}`);
      for (const test of module.children.allTests()) count(test, result);
    }
    for (const error of unhandledErrors)
      result.failed.push(`outside of any test: ${error.message}`);
    writeFileSync(process.env.RINGLINE_TEST_COUNTS, JSON.stringify(result));
  }
}

function count(test, result) {
  const { state, note } = test.result();
  if (state === "passed") result.passed.push(test.fullName);
  else if (state === "failed") result.failed.push(test.fullName);
  else result.skipped.push({ title: test.fullName, reason: note ?? "no reason given" });
}
