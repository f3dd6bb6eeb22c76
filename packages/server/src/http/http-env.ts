import type { HttpBindings } from "@hono/node-server";
import type { Asked } from "../operations/problem.ts";

/** What Hono's context carries here. */
export interface HttpEnv {
  /** Absent where a test asks the app without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** What was asked for, by a name that metrics can count: never a path with an id in it. */
    route?: string;
    /** For the line that the reference of a refusal finds. */
    asked?: Asked;
  };
}
