import { contextInfo } from "./context-route.ts";
import { ExoRefusal } from "./exo-refusal.ts";
import { roomInfo, spaceInfo, userInfo, userStatus } from "./people-routes.ts";
import { providerConfig, providersConfig, switchProvider } from "./provider-routes.ts";
import type { Visit } from "./visit.ts";

type Answer = (visit: Visit) => Promise<unknown>;

export interface Route {
  /** By method. */
  answers: Readonly<Partial<Record<"GET" | "POST", Answer>>>;
  path: Record<string, string>;
}

const OWN = ["/portal/rest/webconferencing/", "/portal/rest/state/status/"];

/** `{name}` stands for one segment. */
const ROUTES: readonly [pattern: string, answers: Route["answers"]][] = [
  ["/portal/rest/webconferencing/context", { GET: contextInfo }],
  ["/portal/rest/webconferencing/user/{name}", { GET: userInfo }],
  ["/portal/rest/webconferencing/space/{prettyName}", { GET: spaceInfo }],
  ["/portal/rest/webconferencing/room/{id}", { GET: roomInfo }],
  ["/portal/rest/webconferencing/providers/configuration", { GET: providersConfig }],
  [
    "/portal/rest/webconferencing/provider/{type}/configuration",
    { GET: providerConfig, POST: switchProvider },
  ],
  ["/portal/rest/state/status/{id}", { GET: userStatus }],
];

/** Whether a path belongs to the older API; all else is the site's own. */
export function isOwnPath(path: string): boolean {
  return OWN.some((own) => path.startsWith(own));
}

/** @throws {ExoRefusal} 404 when the older API has no such path here, 400 for what is no id */
export function findRoute(path: string): Route {
  const segments = path.split("/");
  for (const [pattern, answers] of ROUTES) {
    const values = matched(pattern.split("/"), segments);
    if (values) return { answers, path: values };
  }
  throw new ExoRefusal(404, "There is nothing here");
}

function matched(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) values[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return values;
}

function decoded(segment: string): string {
  try {
    const id = decodeURIComponent(segment);
    if (id !== "" && Buffer.byteLength(id) <= 255) return id;
  } catch {
    // Told below: it is no UTF-8.
  }
  throw new ExoRefusal(400, "Wrong request parameters: id");
}
