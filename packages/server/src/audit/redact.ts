/** Names of fields that hold what nobody may read again. */
const SECRET = /secret|password|passwd|credential|token|private|authorization|api_?key/i;
const MOST_TEXT = 500;
const MOST_FIELDS = 50;
const DEEPEST = 6;

/** A value as the audit keeps it: without secrets, long texts cut, lists and depth bounded. */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === "string")
    return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) return "…";
  if (Array.isArray(value))
    return value.slice(0, MOST_FIELDS).map((one) => redacted(one, depth + 1));
  const fields = Object.entries(value).slice(0, MOST_FIELDS);
  return Object.fromEntries(
    fields.map(([name, one]) => [name, isSecret(name, one) ? "***" : redacted(one, depth + 1)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return SECRET.test(name) && value !== undefined && value !== null && typeof value !== "boolean";
}
