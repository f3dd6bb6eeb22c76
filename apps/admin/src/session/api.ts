import {
  type AdminSession,
  ERROR_CODES,
  type Input,
  OPERATIONS,
  type OperationName,
  type Problem,
  type Result,
} from "@ringline/protocol";

/** The server said no, or did not say anything. */
export class AdminProblem extends Error {
  readonly problem: Omit<Problem, "type">;

  constructor(problem: Omit<Problem, "type">, options?: ErrorOptions) {
    super(problem.title, options);
    this.name = "AdminProblem";
    this.problem = problem;
  }
}

/** Questions to the server, with a session that is held here and nowhere else. */
export class AdminApi {
  readonly #onEnd: (problem: AdminProblem) => void;
  #session: AdminSession | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #wasUsed = false;

  /** `onEnd` hears when the session is over without having been asked to end. */
  constructor(onEnd: (problem: AdminProblem) => void) {
    this.#onEnd = onEnd;
  }

  /** Who is signed in. */
  get name(): string | undefined {
    return this.#session?.name;
  }

  /** @throws {AdminProblem} */
  async signIn(credential: string): Promise<void> {
    const { session } = await request("admin.sign-in", {}, credential);
    this.#session = session;
    this.#renewBefore(session.expiresAt);
  }

  async signOut(): Promise<void> {
    const token = this.#session?.token;
    this.#forget();
    if (token !== undefined) await request("admin.sign-out", {}, token).catch(() => {});
  }

  /** Somebody is at work here: the session is renewed when its time comes. */
  noteUse(): void {
    this.#wasUsed = true;
  }

  /** @throws {AdminProblem} */
  async ask<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Result<Name>> {
    try {
      return await request(name, input, this.#session?.token ?? "");
    } catch (error) {
      if (error instanceof AdminProblem && error.problem.status === 401 && this.#session) {
        this.#forget();
        this.#onEnd(error);
      }
      throw error;
    }
  }

  /** Half-way to its end, if somebody was at work; else it ends. */
  #renewBefore(expiresAt: string): void {
    const left = Date.parse(expiresAt) - Date.now();
    this.#wasUsed = false;
    this.#renewal = setTimeout(() => void this.#renew(), Math.max(1_000, left / 2));
  }

  async #renew(): Promise<void> {
    if (!this.#session) return;
    const { expiresAt } = this.#session;
    if (!this.#wasUsed && Date.parse(expiresAt) > Date.now() + 2_000) {
      this.#renewal = setTimeout(() => void this.#renew(), 1_000);
      return;
    }
    const renewed = await this.ask("admin.renew", {}).catch(() => undefined);
    if (!renewed || !this.#session) return;
    this.#session = { ...this.#session, expiresAt: renewed.expiresAt };
    this.#renewBefore(renewed.expiresAt);
  }

  #forget(): void {
    clearTimeout(this.#renewal);
    this.#session = undefined;
  }
}

async function request<Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  bearer: string,
): Promise<Result<Name>> {
  const { method, path } = OPERATIONS[name].rest;
  const fields: Record<string, unknown> = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = encodeURIComponent(String(fields[field]));
    delete fields[field];
    return value;
  });
  const isQuestion = method === "GET";
  const answer = await send(isQuestion ? `${filled}?${queryOf(fields)}` : filled, {
    method,
    credentials: "omit",
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(!isQuestion && { "content-type": "application/json" }),
    },
    ...(!isQuestion && { body: JSON.stringify(fields) }),
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as Result<Name>;
  throw new AdminProblem((body as Problem | undefined) ?? unreachable());
}

async function send(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, options);
  } catch (cause) {
    throw new AdminProblem(unreachable(), { cause });
  }
}

function unreachable(): Omit<Problem, "type"> {
  const code = "connection-lost";
  return { code, status: 0, title: ERROR_CODES[code].meaning, reference: "" };
}

function queryOf(fields: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== "")
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
  return new URLSearchParams(pairs);
}
