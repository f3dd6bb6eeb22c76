import {
  type CallDesk,
  type CallLayer,
  createLayer,
  createLocaliser,
  createSounds,
  defineLayerElements,
  layerMessages,
} from "@ringline/elements";

export interface LayerStart {
  desk: CallDesk;
  /** The words of another language than English. */
  messages?: Parameters<typeof createLocaliser<keyof typeof layerMessages>>[1];
  iconUrl: string;
  volume?: number | undefined;
}

/** The later chunk: everything that a page needs only once it rings, refuses or runs. */
export function startLayer({ desk, messages, iconUrl, volume }: LayerStart): CallLayer {
  defineLayerElements();
  return createLayer({
    desk,
    localiser: createLocaliser(desk.texts.language, messages ?? layerMessages),
    sounds: createSounds(volume === undefined ? {} : { volume }),
    iconUrl,
  });
}
