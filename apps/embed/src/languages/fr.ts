import { fr } from "@ringline/elements";

export const { buttonMessages, layerMessages } = fr;
