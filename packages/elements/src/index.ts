export {
  chooseLanguage,
  createLocaliser,
  formatDuration,
  type Localiser,
  type Messages,
  type MessageValues,
  type PluralMessage,
  type TextPart,
} from "./localise.ts";
export { createSounds, type Sound, type SoundName, type Sounds } from "./sounds.ts";
