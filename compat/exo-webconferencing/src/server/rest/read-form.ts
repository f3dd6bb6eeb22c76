import { ExoRefusal } from "./exo-refusal.ts";

const MOST_BYTES = 4_096;
const FORM = "application/x-www-form-urlencoded";

/** @throws {ExoRefusal} 400 for another type, 413 for more than 4 KiB */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== FORM) throw new ExoRefusal(400, `The body must be ${FORM}`);
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new ExoRefusal(413, "The body is too large");
    text += decoder.decode(chunk, { stream: true });
  }
  return new URLSearchParams(text + decoder.decode());
}
