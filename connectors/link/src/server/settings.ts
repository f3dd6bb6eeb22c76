import * as z from "zod";
import { templateFault } from "./url-template.ts";

const template = z
  .string()
  .max(2_000)
  .superRefine((value, context) => {
    const fault = templateFault(value);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  });

const provider = z.strictObject({
  id: z
    .string()
    .max(32)
    .regex(/^[a-z][a-z0-9_]*$/, "must be one lower-case word"),
  title: z.string().trim().min(1).max(60),
  description: z.string().trim().max(200).default(""),
  template,
  targets: z
    .array(z.enum(["user", "space", "room"]))
    .min(1)
    .default(["user"]),
  media: z
    .array(z.enum(["audio", "video"]))
    .min(1)
    .default(["audio", "video"]),
  /** Shows the page inside our window, where it lets itself be framed. */
  frame: z.boolean().default(false),
});

const settings = z
  .strictObject({ providers: z.array(provider).max(20).default([]) })
  .refine(({ providers }) => new Set(providers.map(({ id }) => id)).size === providers.length, {
    message: "two providers have the same id",
    path: ["providers"],
  });

/** One system that is reached by an address. */
export type LinkProvider = z.output<typeof provider>;

/** The connector's settings. */
export type LinkSettings = z.output<typeof settings>;

/** Parses what the configuration says. @throws {Error} with one line per mistake, for the administrator */
export function parseSettings(input: unknown): LinkSettings {
  const parsed = settings.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `link.${path.join(".")}: ${message}`,
  );
  throw new Error(lines.join("\n"));
}
