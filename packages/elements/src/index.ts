export { initials, portraitUrl } from "./avatar/initials.ts";
export { CallButtonElement } from "./button/call-button.ts";
export { BUTTON_ATTRIBUTES, TARGET_TYPES } from "./button/target-attributes.ts";
export { MoveGuard } from "./card/move-guard.ts";
export {
  BrowserFence,
  type BrowserFenceOptions,
  type ConnectorFault,
  type ConnectorStep,
  logFault,
} from "./connectors/browser-fence.ts";
export { BrowserHalves, type BrowserHalvesOptions } from "./connectors/browser-halves.ts";
export {
  allowedConnectors,
  type ButtonPlace,
  HostConnectors,
  type HostConnectorsOptions,
} from "./connectors/host-connectors.ts";
export { StepMarks } from "./connectors/step-marks.ts";
export { defineCallButton, defineLayerElements } from "./define.ts";
export { defineAccountElements } from "./define-accounts.ts";
export { defineHistoryElements } from "./define-history.ts";
export type { AnswerChoice, CallDesk, Refusal } from "./desk/call-desk.ts";
export type { CallPage } from "./desk/call-pages.ts";
export { createDesk, type DeskLayer, type DeskOptions } from "./desk/create-desk.ts";
export { offerDesk } from "./desk/desk-link.ts";
export { announce, announceClient, type PageEvents } from "./desk/page-events.ts";
export { partnerName, partyName } from "./desk/parties.ts";
export {
  createDialogs,
  type DialogPage,
  type DialogsOptions,
  type OwnDialogs,
} from "./dialogs/create-dialogs.ts";
export type { DialogLabels } from "./dialogs/dialog-items.ts";
export { pageDialogs } from "./dialogs/page-dialogs.ts";
export { type CallLayer, createLayer, type LayerOptions } from "./layer/create-layer.ts";
export * as ar from "./locales/ar.ts";
export * as de from "./locales/de.ts";
export {
  type ButtonMessage,
  buttonMessages,
  type LayerMessage,
  layerMessages,
} from "./locales/en.ts";
export * as fr from "./locales/fr.ts";
export {
  chooseLanguage,
  createLocaliser,
  createTexts,
  formatDuration,
  type Localiser,
  type Messages,
  type MessageValues,
  type PluralMessage,
  type TextPart,
  type Texts,
} from "./localise.ts";
export { PresenceElement } from "./presence/presence.ts";
export type { KnockPress, KnocksMessage, SeatMessage } from "./ring/window-knock.ts";
export { createSounds, type Sound, type SoundName, type Sounds } from "./sounds.ts";
