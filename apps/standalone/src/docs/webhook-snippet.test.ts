import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

type IsFromRingline = (headers: Record<string, string>, body: string, secret: string) => boolean;

const page = readFileSync(new URL("../../../../docs/webhooks.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "ringline-webhook-"));
let isFromRingline: IsFromRingline;
beforeAll(async () => {
  const [, snippet = ""] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  const file = join(folder, "receive.mjs");
  writeFileSync(file, snippet);
  const module = (await import(pathToFileURL(file).href)) as { isFromRingline: IsFromRingline };
  isFromRingline = module.isFromRingline;
});
afterAll(() => rmSync(folder, { recursive: true }));

// A test vector that libraries of the specification publish.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = '{"test": 2432232314}';
const SIGNED = {
  "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "webhook-timestamp": "1614265330",
  "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

it("[HOOK6] the receiver in docs/webhooks.md knows a signature of the specification, and no forged or old one", async () => {
  const now = Date.now;
  try {
    Date.now = () => 1_614_265_330_000;
    const cases = [
      isFromRingline(SIGNED, BODY, SECRET),
      isFromRingline(
        { ...SIGNED, "webhook-signature": `v1,AAAA ${SIGNED["webhook-signature"]}` },
        BODY,
        SECRET,
      ),
      isFromRingline(SIGNED, `${BODY} `, SECRET),
      isFromRingline({ ...SIGNED, "webhook-id": "msg_other" }, BODY, SECRET),
      isFromRingline({ ...SIGNED, "webhook-signature": "v1,AAAA" }, BODY, SECRET),
      isFromRingline({}, BODY, SECRET),
    ];
    Date.now = () => 1_614_265_330_000 + 301_000;
    cases.push(isFromRingline(SIGNED, BODY, SECRET));

    expect(cases).toEqual([true, true, false, false, false, false, false]);
  } finally {
    Date.now = now;
  }
});
