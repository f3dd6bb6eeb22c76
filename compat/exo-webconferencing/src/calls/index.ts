export type * from "./exo-types.ts";
