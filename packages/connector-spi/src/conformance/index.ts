export { type Check, failures, matrix, type Outcome, runChecks, testEach } from "./check.ts";
export { type BrowserHalfOptions, checkBrowserHalf, type LaunchedBrowser } from "./page.ts";
export { quietContext } from "./quiet-context.ts";
export { type ServerChecksOptions, serverChecks } from "./server-checks.ts";
