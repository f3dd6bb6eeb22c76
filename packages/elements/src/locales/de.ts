import type { PluralMessage } from "../localise.ts";
import type { ButtonMessage, LayerMessage } from "./en.ts";

export const buttonMessages = {
  call: "Anrufen",
  "call-person": "{name} anrufen",
  join: "{name} beitreten",
  "status-available": "Erreichbar",
  "status-in-call": "Im Gespräch",
  "status-away": "Abwesend",
  "status-do-not-disturb": "Nicht stören",
  "status-offline": "Offline",
  connecting: "Verbindung wird hergestellt …",
  calling: "Es klingelt …",
  "in-this-call": "Sie sind in diesem Gespräch",
  "no-webrtc": "Keine Anrufe in diesem Browser",
} satisfies Record<ButtonMessage, string | PluralMessage>;

export const layerMessages = {
  "is-calling-you": "{name} ruft Sie an",
  "is-calling-group": "{name} ruft {group} an",
  answer: "Annehmen",
  "answer-with-video": "Mit Video annehmen",
  "answer-without-video": "Ohne Video annehmen",
  "end-and-answer": "Beenden und annehmen",
  decline: "Ablehnen",
  close: "Schließen",
  "audio-call": "Audioanruf",
  "video-call": "Videoanruf",
  "about-page": "Es geht um {title}",
  "knock-hint": "Wenn Sie annehmen, endet Ihr laufendes Gespräch.",
  "keys-hint": "Eingabetaste nimmt an, Escape lehnt ab.",
  "sound-blocked":
    "Klicken Sie irgendwo, um es klingeln zu hören: Der Browser hält diese Seite bis dahin stumm.",
  "missed-calls": {
    one: "Verpasster Anruf von {name}",
    other: "{count} verpasste Anrufe von {name}",
  },
  "answered-on-device": "Angenommen auf {device}",
  "answered-in-other-window": "In einem anderen Fenster angenommen",
  "place-refused": "Der Anruf kam nicht zustande",
  "answer-refused": "Der Anruf wurde nicht angenommen",
  "open-refused": "Das Anruffenster ist nicht erschienen",
  "call-again": "Erneut anrufen",
  "return-refused": "Die Rückkehr in den Anruf ist nicht gelungen",
  "leave-refused": "Der Anruf wurde nicht beendet",
  "decline-refused": "Der Anruf wurde nicht abgelehnt",
  "status-refused": "Ihr Status wurde nicht geändert",
  reference: "Kennzeichen {reference}",
  "retry-in": {
    one: "Versuchen Sie es in {count} Sekunde noch einmal.",
    other: "Versuchen Sie es in {count} Sekunden noch einmal.",
  },
  "end-and-call": "Beenden und anrufen",
  "call-with": "Gespräch mit {name}",
  "calling-person": "{name} wird angerufen …",
  reconnecting: "Verbindung wird wiederhergestellt …",
  "hang-up": "Auflegen",
  "return-to-call": "Zurück zum Gespräch",
  "make-small": "Verkleinern",
  "make-large": "Vergrößern",
  "no-calls-here": "Diese Seite empfängt gerade keine Anrufe",
  "try-again": "Noch einmal versuchen",
  reload: "Neu laden",
  "notification-offer": "Von Anrufen erfahren, wenn diese Seite im Hintergrund ist.",
  "notification-allow": "Benachrichtigungen erlauben",
  "failure-not-allowed": "Das dürfen Sie nicht.",
  "failure-account-missing":
    "Für diese Art anzurufen brauchen beide ein Konto; einer von Ihnen hat noch keines.",
  "failure-provider-off": "Diese Art anzurufen ist zurzeit abgeschaltet.",
  "failure-in-other-call": "Sie sind in einem anderen Gespräch.",
  "failure-too-often": "Das waren zu viele Versuche. Warten Sie ein wenig.",
  "failure-too-many": "Das sind mehr Menschen, als ein Anruf haben darf.",
  "failure-elsewhere": "Sie haben auf einem anderen Gerät angenommen.",
  "failure-over": "Der Anruf ist vorbei.",
  "failure-connector": "Das System, das den Anruf überträgt, antwortet nicht.",
  "failure-away":
    "Der Anrufserver ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.",
  "failure-sign-in":
    "Ihre Anmeldung ist abgelaufen. Laden Sie die Seite neu und melden Sie sich gegebenenfalls wieder an.",
  "failure-version": "Der Anrufserver ist neuer als diese Seite. Laden Sie die Seite neu.",
  "failure-too-many-pages":
    "Anrufe sind auf zu vielen Ihrer Geräte und Fenster offen. Schließen Sie eines davon.",
  "failure-no-webrtc":
    "Mit diesem Browser kann man nicht anrufen. Ein aktueller Chrome, Edge, Firefox oder Safari kann es.",
  "failure-blocked": "Der Browser hat das Anruffenster nicht geöffnet.",
  "failure-other":
    "Etwas ist schiefgegangen. Nennen Sie bei Wiederholung Ihrer Administration das Kennzeichen.",
} satisfies Record<LayerMessage, string | PluralMessage>;
