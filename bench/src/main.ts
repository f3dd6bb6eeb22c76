import { type Figure, judge, type Verdict } from "./figure.ts";
import { answerToFrame } from "./figures/answer-to-frame.ts";
import { cyclesOfManyPairs, cyclesOfOnePair, cyclesOverSockets } from "./figures/cycles.ts";
import { firstLoad } from "./figures/first-load.ts";
import { memory } from "./figures/memory.ts";
import { pressToFollower, pressToLeader } from "./figures/press-to-card.ts";
import { relay } from "./figures/relay.ts";

const FIGURES: readonly Figure[] = [
  memory,
  relay,
  cyclesOfOnePair,
  cyclesOverSockets,
  cyclesOfManyPairs,
  pressToLeader,
  pressToFollower,
  answerToFrame,
  firstLoad,
];

/** `npm run bench`, `npm run bench -- --json`, `npm run bench -- relay`: those whose name contains the word. */
async function run(parameters: readonly string[]): Promise<boolean> {
  const isJson = parameters.includes("--json");
  const words = parameters.filter((parameter) => !parameter.startsWith("--"));
  const chosen = FIGURES.filter(({ name }) => words.every((word) => name.includes(word)));
  const verdicts: Record<string, Verdict> = {};
  for (const figure of chosen) {
    const verdict = judge(figure.aim, await figure.measure());
    verdicts[figure.name] = verdict;
    if (!isJson) console.log(describe(figure, verdict));
  }
  if (isJson) console.log(JSON.stringify(verdicts, undefined, 2));
  return chosen.length > 0 && Object.values(verdicts).every(({ ok }) => ok);
}

function describe({ name, title, unit }: Figure, verdict: Verdict): string {
  const { value, reference, ratio, aim, ok } = verdict;
  const mark = ok ? "ok  " : "MISS";
  return `${mark} ${name}: ${value} ${unit} against ${reference}: × ${ratio}, aim ${aim}\n     ${title}`;
}

process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
