import type { PluralMessage } from "../localise.ts";
import type { ButtonMessage, LayerMessage } from "./en.ts";

export const buttonMessages = {
  call: "Appeler",
  "call-person": "Appeler {name}",
  join: "Rejoindre {name}",
  "status-available": "Disponible",
  "status-in-call": "En communication",
  "status-away": "Absent",
  "status-do-not-disturb": "Ne pas déranger",
  "status-offline": "Hors ligne",
  connecting: "Connexion…",
  calling: "Appel en cours…",
  "in-this-call": "Vous êtes dans cet appel",
  "no-webrtc": "Pas d’appels dans ce navigateur",
} satisfies Record<ButtonMessage, string | PluralMessage>;

export const layerMessages = {
  "is-calling-you": "{name} vous appelle",
  "is-calling-group": "{name} appelle {group}",
  answer: "Répondre",
  "answer-with-video": "Répondre avec vidéo",
  "answer-without-video": "Répondre sans vidéo",
  "end-and-answer": "Raccrocher et répondre",
  decline: "Refuser",
  close: "Fermer",
  "audio-call": "Appel audio",
  "video-call": "Appel vidéo",
  "about-page": "Au sujet de {title}",
  "knock-hint": "Répondre met fin à votre appel en cours.",
  "keys-hint": "Entrée répond, Échap refuse.",
  "sound-blocked":
    "Cliquez n’importe où pour entendre la sonnerie : d’ici là, le navigateur garde cette page muette.",
  "missed-calls": {
    one: "Appel manqué de {name}",
    other: "{count} appels manqués de {name}",
  },
  "answered-on-device": "Pris sur {device}",
  "answered-in-other-window": "Pris dans une autre fenêtre",
  "place-refused": "L’appel n’a pas été passé",
  "answer-refused": "L’appel n’a pas été pris",
  "return-refused": "Le retour à l’appel a échoué",
  reference: "Référence {reference}",
  "retry-in": {
    one: "Réessayez dans {count} seconde.",
    other: "Réessayez dans {count} secondes.",
  },
  "end-and-call": "Raccrocher et appeler",
  "call-with": "Appel avec {name}",
  "calling-person": "Appel de {name}…",
  reconnecting: "Reconnexion…",
  "hang-up": "Raccrocher",
  "return-to-call": "Revenir à l’appel",
  "notification-offer": "Être prévenu des appels quand cette page est à l’arrière-plan.",
  "notification-allow": "Autoriser les notifications",
  "failure-not-allowed": "Vous n’y êtes pas autorisé.",
  "failure-account-missing": "Ce moyen d’appel demande un compte, que l’un de vous n’a pas encore.",
  "failure-provider-off": "Ce moyen d’appel est désactivé pour le moment.",
  "failure-in-other-call": "Vous êtes dans un autre appel.",
  "failure-too-often": "Trop de tentatives. Patientez un peu.",
  "failure-too-many": "C’est plus de personnes qu’un appel ne peut faire sonner.",
  "failure-elsewhere": "Vous avez répondu sur un autre appareil.",
  "failure-over": "L’appel est terminé.",
  "failure-connector": "Le système qui transporte l’appel ne répond pas.",
  "failure-away": "Le serveur d’appels est injoignable. Réessayez dans un instant.",
  "failure-sign-in":
    "Votre session a expiré. Rechargez la page, et reconnectez-vous si on vous le demande.",
  "failure-no-webrtc":
    "Ce navigateur ne peut pas passer d’appels. Une version récente de Chrome, Edge, Firefox ou Safari le peut.",
  "failure-blocked": "Le navigateur n’a pas laissé la fenêtre d’appel s’ouvrir.",
  "failure-other":
    "Un problème est survenu. S’il se répète, donnez la référence à votre administrateur.",
} satisfies Record<LayerMessage, string | PluralMessage>;
