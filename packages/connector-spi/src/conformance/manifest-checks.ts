import { type AccountType, isPattern } from "@ringline/protocol";
import type { Provider } from "../server/index.ts";
import { type Check, check, expect, SkippedCheck } from "./check.ts";
import {
  exampleSettings,
  type ServerChecksOptions,
  secretsOf,
  startConnector,
} from "./server-context.ts";

const WORD = /^[a-z][a-z0-9_]{0,31}$/;
const VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const KNOWN = {
  targets: ["user", "space", "room", "address"],
  media: ["audio", "video"],
  features: ["hold", "transfer", "dtmf", "mute", "remove", "screen", "e2ee", "call-waiting"],
  draws: ["button", "ring", "window"],
} as const;

/** What a connector says of itself. */
export function manifestChecks(options: ServerChecksOptions): Check[] {
  const { manifest } = options.connector;
  return [
    check("[SPI1] its id is one lower-case word, and its version has three numbers", () => {
      expect(
        WORD.test(manifest.id),
        `the id ${JSON.stringify(manifest.id)} is not one lower-case word`,
      );
      expect(VERSION.test(manifest.version), `the version ${manifest.version} is not like 1.2.3`);
    }),
    check("[SPI2] each provider says what it is, in words and values that there are", async () => {
      const { running, providers } = await startConnector(options);
      await running.stop();
      for (const provider of providers) checkProvider(provider);
      const ids = providers.map(({ id }) => id);
      expect(new Set(ids).size === ids.length, "two providers have the same id");
    }),
    check(
      "[SPI3] it refuses settings that there are not, by their name, and never repeats a secret",
      () => {
        manifest.parseSettings(exampleSettings(options));
        const words = refusal(options, { no_such_setting: 1 });
        expect(words !== undefined, "a setting that there is not was taken");
        expect(
          words?.includes("no_such_setting") === true,
          `the refusal does not name it: ${words}`,
        );
        for (const [key, secret] of secretsOf(options)) {
          const told = refusal(options, { [key]: secret, no_such_setting: 1 }) ?? "";
          expect(!told.includes(secret), `the refusal repeats the secret ${key}`);
        }
      },
    ),
    check(
      "[SPI4] what may be set stands in its schema, in the forms that the administration draws",
      () => {
        if (manifest.settings === undefined) throw new SkippedCheck("it has no settings");
        checkSchema(manifest.settings, manifest.id);
      },
    ),
  ];
}

function refusal({ connector }: ServerChecksOptions, settings: unknown): string | undefined {
  try {
    connector.manifest.parseSettings(settings);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function checkProvider(provider: Provider): void {
  const { id, title, description, opens, grant } = provider;
  expect(WORD.test(id), `the provider id ${JSON.stringify(id)} is not one lower-case word`);
  expect(isText(title, 1, 60), `the title of ${id} must have 1 to 60 characters`);
  expect(isText(description, 0, 200), `the description of ${id} must have up to 200 characters`);
  expect(["on-place", "on-answer"].includes(opens), `${id} opens ${opens}`);
  expect(["session", "page"].includes(grant), `${id} has grants ${grant}`);
  for (const [key, known] of Object.entries(KNOWN))
    checkList(provider, key as keyof typeof KNOWN, known);
  for (const key of ["targets", "media"] as const)
    expect(provider[key].length > 0, `${id} has no ${key}`);
  if (provider.account !== undefined) checkAccount(provider.account, id);
}

function checkAccount(account: AccountType, id: string): void {
  expect(WORD.test(account.type), `the account type of ${id} is not one word`);
  expect(isText(account.title, 1, 60), `the account of ${id} has no title`);
  for (const { key, pattern = "" } of [{ ...account, key: "name" }, ...(account.fields ?? [])])
    expect(isPattern(pattern), `the account of ${id}: ${key}: ${pattern} is no pattern (v flag)`);
}

function checkList(provider: Provider, key: keyof typeof KNOWN, known: readonly string[]): void {
  const values: readonly string[] = provider[key] ?? [];
  const unknown = values.find((value) => !known.includes(value));
  expect(unknown === undefined, `${provider.id}: ${key} knows no ${unknown}`);
}

function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === "string" && value.length >= least && value.length <= most;
}

const TYPES = ["string", "number", "integer", "boolean", "array", "object"];

interface AnySchema {
  type: string;
  properties?: Record<string, AnySchema>;
  items?: AnySchema;
  additionalProperties?: boolean;
  pattern?: string;
}

function checkSchema(schema: AnySchema, path: string): void {
  expect(TYPES.includes(schema?.type), `${path}: there is no form for ${schema?.type}`);
  if (schema.pattern !== undefined) new RegExp(schema.pattern, "u");
  if (schema.type === "array") checkSchema(schema.items ?? { type: "nothing" }, `${path}[]`);
  if (schema.type !== "object") return;
  expect(schema.additionalProperties === false, `${path}: additionalProperties must be false`);
  for (const [key, inner] of Object.entries(schema.properties ?? {}))
    checkSchema(inner, `${path}.${key}`);
}
