import { chunks } from "virtual:ringline-chunks";
import type * as LayerChunk from "./layer.ts";

/** Fetched once; a browser asks again for what did not come. */
export function loadLayer(folder: string): Promise<typeof LayerChunk> {
  return import(/* @vite-ignore */ folder + chunks.layer);
}
