import type { SettingsSchema } from "@ringline/connector-spi/server";

/** What an administrator may set. */
export interface TemplateSettings {
  title: string;
  /** Addresses like `stun:stun.example.org`. */
  stun: readonly string[];
  needsAccount: boolean;
  /** Where calls of `template_page` take place; absent: on a page of this connector. */
  roomUrl: string | undefined;
  /** Whoever knows it may report to `…/hook`; absent: nobody may. */
  hookSecret: string | undefined;
}

/** The administration draws its form from this. */
export const schema: SettingsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    title: { type: "string", title: "Name on buttons", default: "Template", maxLength: 40 },
    stun: {
      type: "array",
      title: "STUN servers",
      items: { type: "string", pattern: "^stuns?:[A-Za-z0-9.:-]+$" },
      default: [],
      maxItems: 4,
    },
    needsAccount: {
      type: "boolean",
      title: "Only for people who have a number",
      default: false,
    },
    roomUrl: {
      type: "string",
      title: "Address of rooms",
      description: "An https address; the room is added to it.",
      format: "uri",
      pattern: "^https://[^/?#]+/",
    },
    hookSecret: {
      type: "string",
      title: "Secret of the web hook",
      minLength: 16,
      writeOnly: true,
    },
  },
};

/** @throws {Error} with a line per mistake, for the administrator; never with a secret */
export function parseSettings(input: unknown): TemplateSettings {
  const given = (input ?? {}) as Record<string, unknown>;
  const faults = [
    ...Object.keys(given).map(
      (key) => !(key in schema.properties) && `template.${key}: there is no such setting`,
    ),
    "title" in given &&
      !isText(given.title, /^.{1,40}$/u) &&
      "template.title: must have 1 to 40 characters",
    "stun" in given &&
      !isListOf(given.stun, /^stuns?:[A-Za-z0-9.:-]+$/) &&
      'template.stun: must be a list of up to 4 like "stun:stun.example.org"',
    "needsAccount" in given &&
      typeof given.needsAccount !== "boolean" &&
      "template.needsAccount: must be true or false",
    "roomUrl" in given &&
      !isText(given.roomUrl, /^https:\/\/[^/?#]+\//) &&
      "template.roomUrl: must be an https address",
    "hookSecret" in given &&
      !isText(given.hookSecret, /^.{16,}$/) &&
      "template.hookSecret: must have at least 16 characters",
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const { title = "Template", stun = [], needsAccount = false, roomUrl, hookSecret } = given;
  return { title, stun, needsAccount, roomUrl, hookSecret } as TemplateSettings;
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

function isListOf(value: unknown, form: RegExp): boolean {
  return Array.isArray(value) && value.length <= 4 && value.every((one) => isText(one, form));
}
