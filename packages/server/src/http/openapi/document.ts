import {
  type Audience,
  COMMON_CODES,
  ERROR_CODES,
  type ErrorCode,
  OPERATIONS,
  type OperationEntry,
  type OperationName,
} from "@ringline/protocol";
import { INPUT_SCHEMAS } from "@ringline/protocol/schemas";
import { z } from "zod";
import answers from "./results.json" with { type: "json" };

export type JsonSchema = Record<string, unknown>;

/** A part of the document that the page shows too. */
export interface OperationObject {
  operationId: OperationName;
  tags: string[];
  summary: string;
  parameters: ParameterObject[];
  requestBody?: { required: boolean; content: { "application/json": { schema: JsonSchema } } };
  responses: Record<string, unknown>;
  security: Record<string, string[]>[];
  /** Who may ask, in the words of `docs/api.md`. */
  "x-ringline-who": readonly Audience[];
}

export interface ParameterObject {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: JsonSchema;
}

export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string; license: object };
  servers: { url: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object };
}

/** The REST door in OpenAPI 3.1, made from the table of operations and the schemas that the door itself checks by. */
export function openApiDocument(publicUrl: string, version: string): OpenApiDocument {
  const names = Object.keys(OPERATIONS) as OperationName[];
  const reachable = names.filter((name) => isReachable(OPERATIONS[name]));
  const byPath = Map.groupBy(reachable, (name) => OPERATIONS[name].rest.path);
  const paths = [...byPath].map(([path, group]) => [
    path,
    Object.fromEntries(
      group.map((name) => [OPERATIONS[name].rest.method.toLowerCase(), operationObject(name)]),
    ),
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Ringline",
      version,
      description:
        "Calls, presence, people and administration of a Ringline call server. The same operations are reached over the socket.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl }],
    paths: Object.fromEntries(paths),
    components: COMPONENTS,
  };
}

/** What only a call page's socket may ask has no place here. */
function isReachable({ who }: OperationEntry): boolean {
  return who.some((audience) => audience !== "seat");
}

function operationObject(name: OperationName): OperationObject {
  const { rest, who, codes } = OPERATIONS[name];
  const { properties, required } = inputOf(name);
  const inPath = new Set([...rest.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field));
  const fields = Object.entries(properties);
  const isQuestion = rest.method === "GET";
  const parameters = fields
    .filter(([field]) => isQuestion || inPath.has(field))
    .map(([field, schema]): ParameterObject => {
      const isPath = inPath.has(field);
      return {
        name: field,
        in: isPath ? "path" : "query",
        required: isPath || (required.has(field) && schema.type !== "array"),
        schema,
      };
    });
  const inBody = isQuestion ? [] : fields.filter(([field]) => !inPath.has(field));
  return {
    operationId: name,
    tags: [name.split(".")[0] ?? name],
    summary: resultOf(name).summary ?? name,
    parameters,
    ...(inBody.length > 0 && { requestBody: bodyOf(inBody, required) }),
    responses: { 200: answer(name), ...refusals(codes) },
    security: securityOf(who),
    "x-ringline-who": who,
  };
}

function inputOf(name: OperationName) {
  const schema = z.toJSONSchema(INPUT_SCHEMAS[name], { io: "input", unrepresentable: "any" });
  return {
    properties: (schema.properties ?? {}) as Record<string, JsonSchema>,
    required: new Set(schema.required ?? []),
  };
}

function bodyOf(fields: [string, JsonSchema][], required: ReadonlySet<string>) {
  const needed = fields.map(([field]) => field).filter((field) => required.has(field));
  const schema = {
    type: "object",
    properties: Object.fromEntries(fields),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
  };
  return { required: needed.length > 0, content: { "application/json": { schema } } };
}

function answer(name: OperationName) {
  const { schema } = resultOf(name);
  return { description: "The result.", content: { "application/json": { schema } } };
}

/** What the types say that it answers: `tools/result-schemas.mjs` reads them, and the checks compare. */
function resultOf(name: OperationName): { summary?: string; schema: JsonSchema } {
  return answers.results[name];
}

/** One answer per status, with all codes that have it. */
function refusals(codes: readonly ErrorCode[]): Record<string, unknown> {
  const all = [...new Set<ErrorCode>([...codes, ...COMMON_CODES])];
  const byStatus = Map.groupBy(all, (code) => String(ERROR_CODES[code].status));
  const entries = [...byStatus].map(([status, group]) => [status, refusal(group)]);
  return Object.fromEntries(entries);
}

function refusal(codes: readonly ErrorCode[]) {
  const lines = codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].meaning}`);
  const schema = {
    allOf: [
      { $ref: "#/components/schemas/Problem" },
      { type: "object", properties: { code: { enum: codes } } },
    ],
  };
  return { description: lines.join("\n\n"), content: { "application/problem+json": { schema } } };
}

const SCHEMES = {
  user: "siteToken",
  seat: undefined,
  admin: "siteToken",
  setup: "setupLink",
  session: "adminSession",
} as const;

function securityOf(who: readonly Audience[]): Record<string, string[]>[] {
  const isAdministration = who.includes("admin") && !who.includes("setup");
  const names = who.flatMap((audience) => SCHEMES[audience] ?? []);
  const others = isAdministration ? ["adminSession", "apiKey"] : [];
  return [...new Set([...names, ...others])].map((name) => ({ [name]: [] }));
}

const bearer = (description: string) => ({ type: "http", scheme: "bearer", description });

const COMPONENTS = {
  securitySchemes: {
    siteToken: bearer("The token that the site signs; with the role `admin` for administration."),
    adminSession: bearer("A session of the administration page."),
    apiKey: bearer("A key of a program, made by an administrator; its scopes say what it covers."),
    setupLink: bearer("The secret of a set-up link."),
  },
  schemas: {
    ...answers.types,
    Problem: {
      type: "object",
      description: "RFC 9457. Programs branch on `code`; `reference` finds the line in the log.",
      properties: {
        type: { type: "string" },
        title: { type: "string" },
        status: { type: "integer" },
        code: { type: "string" },
        reference: { type: "string" },
        detail: { type: "string" },
        retryAfterMs: { type: "integer" },
      },
      required: ["type", "title", "status", "code", "reference"],
    },
  },
};
