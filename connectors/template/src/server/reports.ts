import type { ConnectorContext } from "@ringline/connector-spi/server";

/** What the system that carries the calls tells of them. */
export type Report =
  /** Somebody there calls a person of the site; `key` names the call there. */
  | { report: "incoming"; key: string; from: string; to: string }
  | { report: "left"; call: string; participant: string }
  | { report: "ended"; call: string }
  /** A line for everybody in the call. */
  | { report: "notice"; call: string; text: string };

const FIELDS: Readonly<Record<Report["report"], readonly string[]>> = {
  incoming: ["key", "from", "to"],
  left: ["call", "participant"],
  ended: ["call"],
  notice: ["call", "text"],
};
const MOST_CHARACTERS = 255;

/** Whoever knows the secret may still err: what is no report is nothing. */
export function parseReport(text: string): Report | undefined {
  const given = parseJson(text);
  const { report } = given;
  if (typeof report !== "string" || !Object.hasOwn(FIELDS, report)) return undefined;
  const fields = FIELDS[report as Report["report"]];
  const isWhole = fields.every((field) => {
    const value = given[field];
    return typeof value === "string" && value !== "" && value.length <= MOST_CHARACTERS;
  });
  return isWhole ? (given as unknown as Report) : undefined;
}

/**
 * Hands it on; the same again changes nothing.
 * @throws {CallError} as `CallReports` says
 */
export async function deliver(
  report: Report,
  { calls }: Pick<ConnectorContext, "calls">,
): Promise<void> {
  switch (report.report) {
    case "incoming": {
      const { key, from: address, to } = report;
      const from = { type: "address", address } as const;
      await calls.incoming({ key, provider: "template_page", from, to, media: "audio" });
      return;
    }
    case "left":
      return calls.leg(report.call, report.participant, "left");
    case "ended":
      return calls.ended(report.call, "hung-up");
    case "notice":
      return calls.relay(report.call, { type: "notice", text: report.text });
  }
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
