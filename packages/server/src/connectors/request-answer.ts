const ANSWER_BYTES = 1_048_576;

/** The whole answer, read within the fence: one that never comes to its end is none. @throws {Error} */
export async function readAnswer(answer: Response | undefined): Promise<Response> {
  if (!(answer instanceof Response)) throw new Error("request answered no Response");
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > ANSWER_BYTES) throw new Error(`an answer of more than ${ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  const body = answer.body === null ? null : Buffer.concat(parts);
  return new Response(body, { status: answer.status, headers: answer.headers });
}
