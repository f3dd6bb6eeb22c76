import { cleanText } from "../../clean-text.ts";
import type { Operation } from "../operation.ts";

/** Adds or renames people of the site's directory. Who may: administrators. A chosen status stays. */
export const putPeople: Operation<"people.put"> = async (input, _asker, parts) => {
  const people = input.people.map((person) => ({ ...person, name: cleanText(person.name) }));
  await parts.store.people.put(people);
  return { count: people.length };
};
