import { type KeyScope, OPERATIONS, type OperationName } from "@ringline/protocol";

/** A key cannot make keys or sessions: whoever took one would outlive its end. */
const NEVER = new Set(["keys", "admin"]);

/** Whether a key with these scopes covers the operation. A new operation is covered by its area, its method and its audience. */
export function isInScope(name: OperationName, scopes: readonly KeyScope[]): boolean {
  const { who, rest } = OPERATIONS[name];
  const [area = ""] = name.split(".");
  if (!who.includes("admin") || NEVER.has(area)) return false;
  const isQuestion = rest.method === "GET";
  return scopes.some(
    (scope) => scope === "admin" || scope === area || (scope === "read" && isQuestion),
  );
}
