import type { BrowserLogger } from "@ringline/connector-spi/browser";

const REFERENCE_LENGTH = 8;

/** The log of one connector in this page. */
export function createConnectorLog(connector: string): BrowserLogger {
  const write =
    (level: "debug" | "info" | "warn") =>
    (message: string, fields?: object): void =>
      // biome-ignore lint/suspicious/noConsole: it is where a developer of a connector looks.
      console[level](`[${connector}] ${message}`, ...(fields === undefined ? [] : [fields]));
  return {
    trace: write("debug"),
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: (message, error) => {
      const reference = crypto.randomUUID().slice(0, REFERENCE_LENGTH);
      // biome-ignore lint/suspicious/noConsole: as above.
      console.error(`[${connector}] ${message} (${reference})`, error ?? "");
      return reference;
    },
  };
}
