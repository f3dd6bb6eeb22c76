import { createTexts, type Texts } from "../localise.ts";

const en = { "choose-way": "Choose how to call {name}", "needs-account": "Needs {account}" };
export type ChoiceMessage = keyof typeof en;

const LANGUAGES: Readonly<Record<string, typeof en>> = {
  en,
  de: { "choose-way": "Wählen, wie {name} angerufen wird", "needs-account": "Braucht: {account}" },
  fr: { "choose-way": "Choisir comment appeler {name}", "needs-account": "Nécessite : {account}" },
  ar: { "choose-way": "اختيار طريقة الاتصال بـ {name}", "needs-account": "يتطلب: {account}" },
};

/** The words of the menu; English where a language has none. */
export function choiceTexts(language: string): Texts<ChoiceMessage> {
  return createTexts(language, LANGUAGES[language] ?? en);
}
