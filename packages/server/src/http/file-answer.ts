import type { BrowserFile } from "./browser-files.ts";

const FOR_EVER = "public, max-age=31536000, immutable";
const FOR_MINUTES = "public, max-age=300";

/** A file in the best encoding that the browser takes, or 304 where it has it already. */
export function fileAnswer(
  file: BrowserFile,
  request: Request,
  headers: Record<string, string> = {},
): Response {
  const { encoding, content } = chosenEncoding(file, request.headers.get("accept-encoding") ?? "");
  const etag = `"${file.etag}${encoding === undefined ? "" : `-${encoding}`}"`;
  const common = {
    etag,
    vary: "Accept-Encoding",
    "cache-control": file.isImmutable ? FOR_EVER : FOR_MINUTES,
    ...headers,
  };
  if (knows(request, etag)) return new Response(null, { status: 304, headers: common });
  return new Response(content, {
    headers: {
      ...common,
      "content-type": file.type,
      ...(encoding !== undefined && { "content-encoding": encoding }),
    },
  });
}

function chosenEncoding({ content, encoded }: BrowserFile, accepted: string) {
  const taken = new Set(
    accepted
      .split(",")
      .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
      .map((one) => one.split(";")[0]?.trim().toLowerCase()),
  );
  return encoded.find(({ encoding }) => taken.has(encoding)) ?? { encoding: undefined, content };
}

function knows({ headers }: Request, etag: string): boolean {
  const known = headers.get("if-none-match")?.split(",") ?? [];
  return known.some((one) => one.trim().replace(/^W\//, "") === etag);
}
