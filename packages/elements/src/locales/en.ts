/** Words of the first load: buttons and presence. */
export const buttonMessages = {
  call: "Call",
  "call-person": "Call {name}",
  join: "Join {name}",
  "status-available": "Available",
  "status-in-call": "In a call",
  "status-away": "Away",
  "status-do-not-disturb": "Do not disturb",
  "status-offline": "Offline",
  connecting: "Connecting…",
  calling: "Calling…",
  "in-this-call": "You are in this call",
  "no-webrtc": "No calls in this browser",
} as const;

/** Words of what is loaded when idle: card, notices, bar, panel, status menu. */
export const layerMessages = {
  "is-calling-you": "{name} is calling you",
  "is-calling-group": "{name} is calling {group}",
  answer: "Answer",
  "answer-with-video": "Answer with video",
  "answer-without-video": "Answer without video",
  "end-and-answer": "End and answer",
  decline: "Decline",
  close: "Close",
  "audio-call": "Audio call",
  "video-call": "Video call",
  "about-page": "About {title}",
  "knock-hint": "Answering ends the call you are in.",
  "keys-hint": "Enter answers, Escape declines.",
  "sound-blocked":
    "Click anywhere to hear it ring: your browser keeps this page silent until then.",
  "missed-calls": { one: "Missed call from {name}", other: "{count} missed calls from {name}" },
  "answered-on-device": "Answered on {device}",
  "answered-in-other-window": "Answered in another window",
  "place-refused": "The call was not placed",
  "answer-refused": "The call was not answered",
  "return-refused": "You could not return to the call",
  reference: "Reference {reference}",
  "retry-in": { one: "Try again in {count} second.", other: "Try again in {count} seconds." },
  "end-and-call": "End and call",
  "call-with": "Call with {name}",
  "calling-person": "Calling {name}…",
  reconnecting: "Reconnecting…",
  "hang-up": "Hang up",
  "return-to-call": "Return to call",
  "notification-offer": "Be told of calls when this page is in the background.",
  "notification-allow": "Allow notifications",
  "failure-not-allowed": "You may not do that.",
  "failure-account-missing": "This way to call needs an account, which one of you has not got yet.",
  "failure-provider-off": "This way to call is switched off now.",
  "failure-in-other-call": "You are in another call.",
  "failure-too-often": "That was tried too often. Wait a little.",
  "failure-too-many": "More people than one call may ring.",
  "failure-elsewhere": "You have answered it on another device.",
  "failure-over": "The call is over.",
  "failure-connector": "The system that carries the call does not answer.",
  "failure-away": "The call server cannot be reached now. Try again in a moment.",
  "failure-sign-in": "Your sign-in has run out. Reload the page, and sign in again if asked.",
  "failure-no-webrtc":
    "This browser cannot make calls. A current Chrome, Edge, Firefox or Safari can.",
  "failure-blocked": "Your browser did not let the call window open.",
  "failure-other":
    "Something went wrong. If it happens again, tell your administrator the reference.",
} as const;

export type ButtonMessage = keyof typeof buttonMessages;
export type LayerMessage = keyof typeof layerMessages;
