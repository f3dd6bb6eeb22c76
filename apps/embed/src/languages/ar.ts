import { ar } from "@ringline/elements";

export const { buttonMessages, layerMessages } = ar;
