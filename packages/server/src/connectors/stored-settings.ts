import { isDeepStrictEqual } from "node:util";
import type { SettingsSchema } from "@ringline/connector-spi/server";
import { keptAt, plainSettings, type RawSettings, textAt, withKeptSecrets } from "./settings.ts";

export interface SettingsAtWork {
  /** What administrators stored before. */
  stored: RawSettings;
  /** What environment and file say. */
  configured: RawSettings;
}

/**
 * What is stored of the settings that an administrator sends: those that differ from the configuration's, so that the others
 * go on following it. A secret of the configuration that one of them goes on using is stored by its place there, so that none
 * is copied into the database. Pure.
 * @throws {CallError} invalid-input for a secret that is not there
 */
export function storedPart(
  schema: SettingsSchema,
  sent: RawSettings,
  { stored, configured }: SettingsAtWork,
): RawSettings {
  const known = plainSettings(schema, configured);
  const secretAt = (pointer: string): string | undefined => {
    if (Object.hasOwn(stored, settingOf(pointer))) return textAt(stored, pointer);
    return textAt(known, pointer) === undefined ? undefined : keptAt(pointer);
  };
  const part = withKeptSecrets(schema, sent, secretAt);
  const whole = plainSettings(schema, withConfigured(schema, part, configured));
  const isOther = ([key]: [string, unknown]): boolean =>
    !Object.hasOwn(schema.properties, key) || !isDeepStrictEqual(whole[key], known[key]);
  return Object.fromEntries(Object.entries(part).filter(isOther));
}

/**
 * The settings that apply: what was stored stands over the configuration, setting by setting, with the secrets that it takes
 * from there. Pure.
 * @throws {CallError} invalid-input for a secret that the configuration has no more
 */
export function withConfigured(
  schema: SettingsSchema,
  stored: RawSettings,
  configured: RawSettings,
): RawSettings {
  const known = plainSettings(schema, configured);
  const filled = withKeptSecrets(schema, stored, (pointer) => textAt(known, pointer));
  return { ...configured, ...filled };
}

function settingOf(pointer: string): string {
  return pointer.split("/", 2)[1] ?? "";
}
