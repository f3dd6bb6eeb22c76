export * from "./call-reports.ts";
export * from "./connector.ts";
export * from "./settings-schema.ts";
export * from "./storage.ts";
