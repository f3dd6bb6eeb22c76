/** What the module says itself, by the older keys, where the portal gave no text. */
const en: Readonly<Record<string, string>> = {
  ok: "OK",
  cancel: "Cancel",
  notConfigured: "not configured",
  errorReference: "Error reference:",
  otherWays: "Other ways to call",
};

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en,
  de: {
    ok: "OK",
    cancel: "Abbrechen",
    notConfigured: "nicht eingerichtet",
    errorReference: "Fehlerreferenz:",
    otherWays: "Andere Wege anzurufen",
  },
  fr: {
    ok: "OK",
    cancel: "Annuler",
    notConfigured: "non configuré",
    errorReference: "Référence de l’erreur :",
    otherWays: "Autres façons d’appeler",
  },
  ar: {
    ok: "موافق",
    cancel: "إلغاء",
    notConfigured: "غير مُعدّ",
    errorReference: "مرجع الخطأ:",
    otherWays: "طرق أخرى للاتصال",
  },
};

/** In the language of the page; English where we do not speak it, nothing for a key that there is not. */
export function ownWord(key: string): string {
  const language = document.documentElement.lang.toLowerCase().split("-")[0] ?? "";
  const words = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : en;
  return words && Object.hasOwn(words, key) ? (words[key] ?? "") : "";
}
