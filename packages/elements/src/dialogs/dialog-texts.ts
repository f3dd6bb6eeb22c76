import { createTexts, type Texts } from "../localise.ts";

const en = {
  ok: "OK",
  cancel: "Cancel",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  "not-copied": "Marked: copy it by keyboard",
  reference: "Reference",
  notices: "Notices",
  info: "Information",
  confirm: "Question",
  warn: "Warning",
  error: "Error",
};
export type DialogMessage = keyof typeof en;

const LANGUAGES: Readonly<Record<string, typeof en>> = {
  en,
  de: {
    ok: "OK",
    cancel: "Abbrechen",
    close: "Schließen",
    copy: "Kopieren",
    copied: "Kopiert",
    "not-copied": "Markiert: mit der Tastatur kopieren",
    reference: "Kennzeichen",
    notices: "Hinweise",
    info: "Information",
    confirm: "Frage",
    warn: "Warnung",
    error: "Fehler",
  },
  fr: {
    ok: "OK",
    cancel: "Annuler",
    close: "Fermer",
    copy: "Copier",
    copied: "Copié",
    "not-copied": "Sélectionné : copiez-le au clavier",
    reference: "Référence",
    notices: "Notifications",
    info: "Information",
    confirm: "Question",
    warn: "Avertissement",
    error: "Erreur",
  },
  ar: {
    ok: "موافق",
    cancel: "إلغاء",
    close: "إغلاق",
    copy: "نسخ",
    copied: "تم النسخ",
    "not-copied": "تم التحديد: انسخه بلوحة المفاتيح",
    reference: "المرجع",
    notices: "إشعارات",
    info: "معلومة",
    confirm: "سؤال",
    warn: "تحذير",
    error: "خطأ",
  },
};

/** The words of dialogs and notices; English where a language has none. */
export function dialogTexts(language: string): Texts<DialogMessage> {
  const known = language.toLowerCase().split("-")[0] ?? "";
  return createTexts(Object.hasOwn(LANGUAGES, known) ? known : "en", LANGUAGES[known] ?? en);
}
