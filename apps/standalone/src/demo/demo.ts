import { signToken } from "@ringline/host";
import { createPortal } from "@ringline/portal";
import type { Front, SigningKeys } from "@ringline/server";
import type { Settings } from "../settings/settings.ts";
import { demoFront } from "./demo-front.ts";
import { demoSecret } from "./demo-secret.ts";

/** The demo site beside the call server: what a server needs to run it. */
export interface Demo {
  url: string;
  tokens: SigningKeys;
  front: Front;
}

/** Signs tokens for demo people; `readSettings` has seen to it that only this machine can reach it. */
export function createDemo(settings: Settings): Demo {
  const { publicUrl, port, host, data } = settings;
  const tokens = settings.keys ?? { secret: demoSecret(data) };
  const secret = "secret" in tokens ? tokens.secret : "";
  const origin = `http://localhost:${port}`;
  const portal = createPortal({
    callServer: publicUrl,
    origin,
    signToken: (user) => signToken({ secret, audience: publicUrl, user }),
  });
  return { url: `${origin}/`, tokens, front: demoFront({ port, host }, portal) };
}
