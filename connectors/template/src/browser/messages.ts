/** Every language has the keys of `en`; the conformance suite looks. */
export const messages = {
  en: {
    call: "Call {name}",
    "media-lost": "The connection to the other side was lost.",
    "no-settings": "There is nothing to set.",
    notice: "About this call",
    settings: "Settings",
  },
  de: {
    call: "{name} anrufen",
    "media-lost": "Die Verbindung zur anderen Seite ist abgebrochen.",
    "no-settings": "Hier gibt es nichts einzustellen.",
    notice: "Zu diesem Anruf",
    settings: "Einstellungen",
  },
  fr: {
    call: "Appeler {name}",
    "media-lost": "La connexion avec l’autre côté est perdue.",
    "no-settings": "Il n’y a rien à régler.",
    notice: "À propos de cet appel",
    settings: "Réglages",
  },
  ar: {
    call: "اتصل بـ {name}",
    "media-lost": "انقطع الاتصال بالطرف الآخر.",
    "no-settings": "لا توجد إعدادات.",
    notice: "بخصوص هذه المكالمة",
    settings: "الإعدادات",
  },
};
