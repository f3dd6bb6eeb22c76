import type { CallMessage } from "./en.ts";

export const messages = {
  "title-call": "Gespräch mit {name}",
  "title-opening": "Anruf",
  you: "Sie",
  opening: "Verbindung wird hergestellt …",
  calling: "Anruf wird aufgebaut …",
  ringing: "Es klingelt …",
  connecting: "Verbindung wird hergestellt …",
  connected: "Verbunden",
  reconnecting: "Die Verbindung ist schwach. Neuer Versuch …",
  ended: "Das Gespräch ist beendet.",
  "server-away-in-call": "Keine Verbindung zum Server: Das Gespräch geht weiter.",
  "server-away": "Keine Verbindung zum Server. Neuer Versuch …",
  "mute-microphone": "Mikrofon ausschalten",
  "unmute-microphone": "Mikrofon einschalten",
  "turn-camera-on": "Kamera einschalten",
  "turn-camera-off": "Kamera ausschalten",
  "hang-up": "Auflegen",
  devices: "Geräte",
  microphone: "Mikrofon",
  camera: "Kamera",
  speaker: "Lautsprecher",
  "device-number": "Gerät {number}",
  "full-screen": "Vollbild",
  "leave-full-screen": "Vollbild verlassen",
  controls: "Bedienung des Gesprächs",
  "call-length": "Dauer des Gesprächs",
  "you-are-muted": "Ihr Mikrofon ist aus.",
  "partner-muted": "{name} ist stumm",
  "no-microphone-now": "Das Mikrofon ist fort. Wählen Sie unter Geräte ein anderes.",
  "camera-denied":
    "Der Browser gibt die Kamera nicht frei: Das Gespräch geht ohne Ihr Bild weiter.",
  "camera-missing": "Keine Kamera gefunden: Das Gespräch geht ohne Ihr Bild weiter.",
  "camera-in-use": "Ein anderes Programm nutzt die Kamera: Das Gespräch geht ohne Ihr Bild weiter.",
  "devices-wait":
    "Diese Seite hat nicht Ihre Website geöffnet: Das Mikrofon geht erst an, wenn Sie es wollen.",
  "start-devices": "Mikrofon und Kamera einschalten",
  "sound-blocked": "Der Browser lässt diese Seite noch nicht tönen.",
  "turn-sound-on": "Ton einschalten",
  enter: "Eintreten",
  "enter-again": "Gespräch noch einmal öffnen",
  "own-window": "Gespräch in eigenem Fenster öffnen",
  "enter-hint":
    "Das Gespräch findet bei {host} statt, in einem eigenen Fenster. Dieses Fenster bleibt: Hier legen Sie auf.",
  "entered-hint":
    "Das Gespräch ist in einem anderen Fenster offen. Legen Sie hier auf, oder schließen Sie dieses Fenster.",
  destination: "Das Gespräch bei {host}",
  close: "Schließen",
  "end-hung-up": "{name} hat aufgelegt.",
  "end-own": "Sie haben aufgelegt.",
  "end-own-unsent": "Sie haben aufgelegt. Der Server erfährt es, sobald er erreichbar ist.",
  "end-over": "Das Gespräch ist beendet.",
  "end-cancelled": "Der Anruf wurde abgebrochen.",
  "end-declined": "{name} hat abgelehnt.",
  "end-no-answer": "{name} hat nicht geantwortet.",
  "end-busy": "{name} ist in einem anderen Gespräch.",
  "end-unreachable": "{name} ist offline.",
  "end-transferred": "Das Gespräch geht anderswo weiter.",
  "end-expired": "Das Gespräch hat die längste Zeit erreicht, die der Server erlaubt.",
  "end-failed": "Der Anruf ist gescheitert.",
  "end-partner-device": "{name} konnte das Mikrofon nicht benutzen.",
  "end-moved": "Das Gespräch geht in einem anderen Fenster weiter.",
  "end-gone": "Dieses Gespräch ist vorbei, oder sein Fenster wurde anderswo geöffnet.",
  "end-media-failed":
    "Für Ton und Bild wurde kein Weg gefunden. Vielleicht steht eine Firewall im Weg.",
  "end-connector-failed": "Das System, das das Gespräch trägt, antwortet nicht.",
  "end-server": "Der Server hat diesen Anruf abgelehnt.",
  "end-old-page":
    "Diese Seite ist älter als der Server. Laden Sie sie neu und rufen Sie noch einmal an.",
  "end-no-call": "Hier ist kein Gespräch. Drücken Sie auf Ihrer Seite auf einen Anrufknopf.",
  "end-no-webrtc":
    "Mit diesem Browser kann man nicht anrufen. Ein aktueller Chrome, Edge, Firefox oder Safari kann es.",
  "end-microphone-denied": "Der Anruf braucht Ihr Mikrofon, und der Browser gibt es nicht frei.",
  "end-microphone-missing":
    "Kein Mikrofon gefunden. Schließen Sie eines an und rufen Sie noch einmal an.",
  "end-microphone-in-use":
    "Ein anderes Programm nutzt das Mikrofon. Beenden Sie es dort und rufen Sie noch einmal an.",
  "end-policy":
    "Die umgebende Seite lässt das Mikrofon nicht zu. Sagen Sie es ihrem Administrator.",
  "advice-chromium":
    "Klicken Sie auf das Symbol links neben der Adresse, erlauben Sie das Mikrofon und rufen Sie noch einmal an.",
  "advice-firefox":
    "Klicken Sie auf das durchgestrichene Mikrofon neben der Adresse, heben Sie die Sperre auf und rufen Sie noch einmal an.",
  "advice-safari":
    "Öffnen Sie im Menü Safari die Einstellungen für diese Website, erlauben Sie das Mikrofon und rufen Sie noch einmal an. Auf dem iPhone: Einstellungen, Apps, Safari, Mikrofon.",
  "advice-other":
    "Erlauben Sie dieser Seite das Mikrofon in den Einstellungen Ihres Browsers und rufen Sie noch einmal an.",
  reference: "Kennung {reference}",
} satisfies Record<CallMessage, string>;
