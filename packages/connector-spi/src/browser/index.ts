export * from "./connector.ts";
export * from "./context.ts";
export * from "./dialogs.ts";
export * from "./media.ts";
