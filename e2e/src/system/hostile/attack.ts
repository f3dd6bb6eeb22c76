import type { Answer, Attacker } from "./attacker.ts";

/** One row of the table of attacks. */
export interface Attack {
  /** Of the security rows: S1, S2, … */
  row: string;
  what: string;
  /** What the attacker gets, and nothing more. */
  answer: Answer;
  make(attacker: Attacker): Promise<Answer>;
}
