export * from "./connector.ts";
export * from "./settings-schema.ts";
