import { signToken } from "@ringline/host";
import type { Problem } from "@ringline/protocol";
import { demoSecret } from "./demo/demo-secret.ts";
import type { Settings } from "./settings/settings.ts";

const LIFE_SECONDS = 60;

/** A command of this machine that asks the server. */
export interface Command {
  name: string;
  /** The variable that may hold an API key, and the scope that it needs. */
  keyIn: string;
  scope: string;
}

/** The running server of these settings, asked as an administrator. */
export class ServerDoor {
  readonly #url: string;
  readonly #authorization: string;

  private constructor({ host, port }: Settings, token: string) {
    this.#url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    this.#authorization = `Bearer ${token}`;
  }

  /** With the key of the environment, or a token that this machine may sign as the site does. @throws {Error} where there is neither */
  static async open(settings: Settings, command: Command): Promise<ServerDoor> {
    const token = process.env[command.keyIn] || (await signFor(command, settings));
    return new ServerDoor(settings, token);
  }

  /** @throws {Error} in words */
  async ask<Answer extends object>(method: "GET" | "POST", path: string): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: this.#authorization },
    });
    const body = (await response.json()) as Answer | Problem;
    if (!("code" in body)) return body;
    const detail = "detail" in body && body.detail !== undefined ? `: ${body.detail}` : "";
    throw new Error(`${body.title}${detail} (${body.code}, reference ${body.reference})`);
  }
}

function signFor(
  { name, keyIn, scope }: Command,
  { keys, demo, data, publicUrl }: Settings,
): Promise<string> {
  const secret =
    keys !== undefined && "secret" in keys ? keys.secret : demo ? demoSecret(data) : undefined;
  if (secret === undefined)
    throw new Error(
      `put an API key of scope ${scope} into ${keyIn}: there is no secret to sign with`,
    );
  // A person of the site cannot have this id, for it has a parenthesis only here.
  const user = { id: `(${name})`, name, roles: ["admin"] };
  return signToken({ secret, audience: publicUrl, user, expiresInSeconds: LIFE_SECONDS });
}
