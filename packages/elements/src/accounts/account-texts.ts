import { createTexts, type Texts } from "../localise.ts";

const en = {
  accounts: "Accounts for calls",
  save: "Save",
  remove: "Remove",
  saved: "Saved",
  removed: "Removed",
  "from-site": "This is set by the site.",
  shared: "Others of this site can see it.",
  "not-saved": "That was not saved. Look at what you typed.",
};
export type AccountMessage = keyof typeof en;

const LANGUAGES: Readonly<Record<string, typeof en>> = {
  en,
  de: {
    accounts: "Konten für Anrufe",
    save: "Speichern",
    remove: "Entfernen",
    saved: "Gespeichert",
    removed: "Entfernt",
    "from-site": "Das gibt die Website vor.",
    shared: "Andere dieser Website können es sehen.",
    "not-saved": "Das wurde nicht gespeichert. Prüfen Sie die Eingabe.",
  },
  fr: {
    accounts: "Comptes d’appel",
    save: "Enregistrer",
    remove: "Supprimer",
    saved: "Enregistré",
    removed: "Supprimé",
    "from-site": "Ceci est défini par le site.",
    shared: "Les autres personnes de ce site peuvent le voir.",
    "not-saved": "Ceci n’a pas été enregistré. Vérifiez votre saisie.",
  },
  ar: {
    accounts: "حسابات الاتصال",
    save: "حفظ",
    remove: "إزالة",
    saved: "تم الحفظ",
    removed: "تمت الإزالة",
    "from-site": "هذا محدد من الموقع.",
    shared: "يمكن للآخرين في هذا الموقع رؤيته.",
    "not-saved": "لم يتم الحفظ. تحقق مما كتبته.",
  },
};

/** The words of the editor; English where a language has none. */
export function accountTexts(language: string): Texts<AccountMessage> {
  return createTexts(language, LANGUAGES[language] ?? en);
}
