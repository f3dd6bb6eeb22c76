import type { Operation } from "../operation.ts";
import { logPage } from "./log-page.ts";

const PAGE = 50;

/** Lines of pages, calls and servers, or one call's time line. Who may: administrators. @throws {CallError} not-found */
export const findLogs: Operation<"logs.find"> = (input, _asker, parts) =>
  logPage({ ...input, limit: input.limit ?? PAGE }, parts);
