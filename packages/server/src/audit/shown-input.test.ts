import type { SettingsSchema } from "@ringline/connector-spi/server";
import { describe, expect, it } from "vitest";
import { settingsWithoutSecrets } from "./shown-input.ts";

const server: SettingsSchema = {
  type: "object",
  properties: { url: { type: "string" }, pin: { type: "string", writeOnly: true } },
  additionalProperties: false,
};
const schema: SettingsSchema = {
  type: "object",
  properties: {
    title: { type: "string" },
    count: { type: "integer" },
    servers: { type: "array", items: server },
    keys: { type: "array", items: { type: "string", writeOnly: true } },
    one: server,
  },
  additionalProperties: false,
};

const prototypeNames = (value: string) =>
  JSON.parse(`{"__proto__": "${value}", "toString": "${value}"}`);

describe("settings in the audit", () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ["what is no secret stays", { title: "Hall", count: 3 }, { title: "Hall", count: 3 }],
    [
      "a secret by its schema goes, in any depth",
      { one: { url: "a", pin: "1" } },
      { one: { url: "a", pin: "***" } },
    ],
    [
      "in lists too",
      { servers: [{ url: "a", pin: "1" }] },
      { servers: [{ url: "a", pin: "***" }] },
    ],
    ["a list of secrets", { keys: ["1", "2"] }, { keys: ["***", "***"] }],
    ["a secret that was kept", { one: { pin: "kept:/one/pin" } }, { one: { pin: "***" } }],
    ["what the schema does not know", { titel: "1" }, { titel: "***" }],
    [
      "what has another shape",
      { title: { pin: "1" }, one: "1", servers: "1" },
      { title: "***", one: "1", servers: "1" },
    ],
    ["a prototype's name", prototypeNames("1"), prototypeNames("***")],
  ])("[AUDIT4] %s", (_what, settings, shown) => {
    expect(settingsWithoutSecrets(schema, settings)).toEqual(shown);
  });

  it("[AUDIT4] without a schema all goes", () => {
    expect(settingsWithoutSecrets(undefined, { a: 1, b: { c: 2 } })).toEqual({
      a: "***",
      b: "***",
    });
  });
});
