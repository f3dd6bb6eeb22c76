import { de } from "@ringline/elements";

export const { buttonMessages, layerMessages } = de;
