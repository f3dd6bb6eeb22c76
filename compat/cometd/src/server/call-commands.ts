import type { ExoCallInfo, ExoCallState, ExoCalls } from "@ringline/exo-webconferencing/calls";
import { clientError, isExoError } from "./exo-fault.ts";

/** The answer of a remote call: `data` is JSON text. */
export interface Answer {
  successful: boolean;
  data: string;
}

type Body = Readonly<Record<string, unknown>>;
type Command = (calls: ExoCalls, id: string, body: Body) => Promise<unknown>;

const MOST_ID = 255;
const MOST_COMMAND = 32;

const COMMANDS: Readonly<Record<string, Command>> = {
  get: (calls, id) => calls.getCall(id),
  create: (calls, id, body) => calls.addCall(id, callInfo(body)),
  update: (calls, id, { state }) => calls.updateCall(id, stateOf(state)),
  delete: (calls, id) => calls.deleteCall(id),
  get_calls_state: (calls) => calls.getUserGroupCalls(),
};

/** `/webconferencing/calls`: one command of this person. Never rejects with what the older API knows as an error. */
export async function runCommand(
  body: unknown,
  { calls, person }: { calls: ExoCalls; person: string },
): Promise<Answer> {
  try {
    const { command, id, fields } = check(body, person);
    return { successful: true, data: JSON.stringify(await command(calls, id, fields)) };
  } catch (error) {
    if (!isExoError(error)) throw error;
    const { code, message } = error;
    return { successful: false, data: JSON.stringify({ code, message, error: true }) };
  }
}

/** In the older server's order. Who asks is known from the session; a body that says otherwise is refused. @throws {ExoError} */
function check(body: unknown, person: string) {
  const fields: Body = typeof body === "object" && body !== null ? (body as Body) : {};
  const { exoId, exoClientId, id, command: name } = fields;
  if (exoId !== undefined && exoId !== person) throw clientError("Unauthorized user");
  if (exoClientId !== undefined && !isText(exoClientId)) throw clientError("Bad client ID");
  if (!isText(id)) throw clientError("Wrong request parameters: id");
  if (!isText(name, MOST_COMMAND)) throw clientError("Wrong request parameters: command");
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw clientError("Unknown command");
  if (name === "get_calls_state" && id !== person)
    throw clientError("Wrong request parameters: id (does not match)");
  return { command, id, fields };
}

function callInfo({ owner, ownerType, provider, title, participants }: Body): ExoCallInfo {
  if (!isText(owner)) throw clientError("Wrong owner ID value");
  if (!isText(ownerType, 32)) throw clientError("Wrong owner type");
  if (!isOwnerType(ownerType)) throw clientError(`Wrong call owner type: ${ownerType}`);
  if (!isText(provider, 32)) throw clientError("Wrong provider");
  if (title !== undefined && title !== null && !isText(title))
    throw clientError("Wrong call title");
  if (typeof participants !== "string") throw clientError("Wrong request parameters: participants");
  return { owner, ownerType, provider, participants, ...(isText(title) && { title }) };
}

function isOwnerType(type: string): type is ExoCallInfo["ownerType"] {
  return ["user", "space", "chat_room"].includes(type);
}

function stateOf(state: unknown): ExoCallState {
  if (typeof state !== "string") throw clientError("Wrong request parameters: state");
  if (!isState(state)) throw clientError("Wrong request parameters: state not recognized");
  return state;
}

function isState(state: string): state is ExoCallState {
  return ["started", "stopped", "joined", "leaved"].includes(state);
}

function isText(value: unknown, most = MOST_ID): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= most;
}
