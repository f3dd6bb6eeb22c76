/** What a worker can be asked. */
// biome-ignore lint/suspicious/noExplicitAny: the only type that any list of parameters fits
export type Methods = Record<string, (...input: any[]) => unknown>;

export interface Question {
  id: number;
  name: string;
  input: unknown[];
}

export interface Answer {
  id: number;
  result?: unknown;
  failure?: string;
}

/** Answers the parent's questions from now on, and says so. */
export function offer(methods: Methods): void {
  process.on("message", (question: Question) => {
    void answer(methods, question).then((reply) => process.send?.(reply));
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ id: 0 } satisfies Answer);
}

async function answer(methods: Methods, { id, name, input }: Question): Promise<Answer> {
  try {
    return { id, result: await methods[name]?.(...input) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
