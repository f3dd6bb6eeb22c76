import { createTexts, type Texts } from "../localise.ts";

const en = {
  "choose-way": "Choose how to call {name}",
  "needs-account": "Needs {account}",
  "add-account": "Add it",
  "no-way": "No way to call is switched on.",
  "way-off": "This way to call is switched off.",
};
export type ChoiceMessage = keyof typeof en;

const LANGUAGES: Readonly<Record<string, typeof en>> = {
  en,
  de: {
    "choose-way": "Wählen, wie {name} angerufen wird",
    "needs-account": "Braucht: {account}",
    "add-account": "Hinzufügen",
    "no-way": "Keine Art anzurufen ist eingeschaltet.",
    "way-off": "Diese Art anzurufen ist ausgeschaltet.",
  },
  fr: {
    "choose-way": "Choisir comment appeler {name}",
    "needs-account": "Nécessite : {account}",
    "add-account": "L’ajouter",
    "no-way": "Aucun moyen d’appel n’est activé.",
    "way-off": "Ce moyen d’appel est désactivé.",
  },
  ar: {
    "choose-way": "اختيار طريقة الاتصال بـ {name}",
    "needs-account": "يتطلب: {account}",
    "add-account": "أضفه",
    "no-way": "لا توجد طريقة اتصال مفعّلة.",
    "way-off": "طريقة الاتصال هذه متوقفة.",
  },
};

/** The words of the menu; English where a language has none. */
export function choiceTexts(language: string): Texts<ChoiceMessage> {
  return createTexts(language, LANGUAGES[language] ?? en);
}
