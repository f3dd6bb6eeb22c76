import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * The older product's documents with their code. They are another project's and no part of the repository: they are read where
 * `RINGLINE_SEEDS` says, or beside the repository.
 */
const FOLDER = process.env.RINGLINE_SEEDS ?? join(REPOSITORY, "../shared/seeds");

/** Why their samples cannot be run here; absent when they can. */
export const seedsMissing = existsSync(FOLDER)
  ? undefined
  : `the documents are not in ${FOLDER}: set RINGLINE_SEEDS`;

/** The JavaScript blocks of the document whose name begins so, in their order. */
export function seedBlocks(name: string): string[] {
  const file = readdirSync(FOLDER).find((one) => one.startsWith(name));
  if (file === undefined) throw new Error(`No document ${name} in ${FOLDER}`);
  const text = readFileSync(join(FOLDER, file), "utf8").replaceAll("\r\n", "\n");
  return [...text.matchAll(/^```javascript\n(.*?)^```/gms)].map(([, code = ""]) => code);
}

/** Fills a gap that the document marks. Fails when it is not there, so that no sample is run otherwise than it stands. */
export function filled(code: string, gap: string | RegExp, filling: string): string {
  const found = typeof gap === "string" ? code.includes(gap) : gap.test(code);
  if (!found) throw new Error(`The sample has no gap ${gap}`);
  return code.replace(gap, () => filling);
}
