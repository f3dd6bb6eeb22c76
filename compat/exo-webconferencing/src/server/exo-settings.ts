import { isPattern } from "@ringline/protocol";
import * as z from "zod";

const provider = z.strictObject({
  type: z
    .string()
    .max(32)
    .regex(/^[a-z][a-z0-9_]*$/, "must be one lower-case word"),
  title: z.string().trim().min(1).max(60),
  description: z.string().trim().max(200).default(""),
  account: z.string().trim().max(60).default(""),
  accountPattern: z.string().max(200).refine(isPattern, "is no regular expression").default(""),
  targets: z
    .array(z.enum(["user", "space", "room"]))
    .min(1)
    .default(["user", "space", "room"]),
});

const settings = z
  .strictObject({ providers: z.array(provider).max(20).default([]) })
  .refine(({ providers }) => new Set(providers.map(({ type }) => type)).size === providers.length, {
    message: "two providers have the same type",
    path: ["providers"],
  });

/** A connector of the older API, by the type that its script says. */
export type ExoProvider = z.output<typeof provider>;

export type ExoSettings = z.output<typeof settings>;

/** Parses what the configuration says. @throws {Error} with one line per mistake, for the administrator */
export function parseExoSettings(input: unknown): ExoSettings {
  const parsed = settings.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `exo.${path.join(".")}: ${message}`);
  throw new Error(lines.join("\n"));
}
