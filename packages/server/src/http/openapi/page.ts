import { createHash } from "node:crypto";
import type { JsonSchema, OpenApiDocument, OperationObject } from "./document.ts";

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#17202e,#e7ebf2);--dim:light-dark(#55607a,#a6b0c3);--line:light-dark(#d9deea,#333c4d);--ground:light-dark(#fff,#10151d);--card:light-dark(#f5f7fb,#18202c);--accent:light-dark(#0b57d0,#8ab4ff)}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main,header{max-width:60rem;margin:auto;padding:1rem}h1{margin:.5rem 0}h2{margin:2.5rem 0 .5rem;text-transform:capitalize}
a{color:var(--accent)}nav a{display:inline-block;padding:.6rem .8rem;min-height:44px}
details{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:.5rem 0}
summary{padding:.7rem 1rem;min-height:44px;cursor:pointer;overflow-wrap:anywhere}summary:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
details>div{padding:0 1rem 1rem}code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}b.method{display:inline-block;min-width:4.2rem}
.dim{color:var(--dim)}dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:36rem){dl{grid-template-columns:1fr}dd{padding-inline-start:1rem}}`;

/** Its own style and nothing else: no script, nothing from elsewhere. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

interface Entry {
  path: string;
  method: string;
  operation: OperationObject;
}

/** The document for people: one page, by area, each operation with its input, who may ask, and its refusals. */
export function openApiPage({ info, paths, components }: OpenApiDocument): string {
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method, operation })),
  );
  const areas = [...Map.groupBy(entries, ({ operation }) => operation.tags[0] ?? "")];
  const links = [...areas.map(([area]) => area), "types"]
    .map((area) => `<a href="#${area}">${text(area)}</a>`)
    .join("");
  const body =
    areas.map(([area, group]) => section(area, group)).join("") + typeSection(components.schemas);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${text(info.title)} API</title><style>${STYLE}</style></head><body><header><h1>${text(info.title)} API <span class="dim">${text(info.version)}</span></h1><p>${text(info.description)} For programs: <a href="/v1/openapi.json">openapi.json</a>.</p><nav aria-label="Areas">${links}</nav></header><main>${body}</main></body></html>`;
}

function section(area: string, group: readonly Entry[]): string {
  return `<section id="${area}"><h2>${text(area)}</h2>${group.map(operationBox).join("")}</section>`;
}

function operationBox({ path, method, operation }: Entry): string {
  const { operationId, summary, parameters, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"].schema;
  const fields = [
    ...parameters.map(({ name, in: where, required, schema }) => ({
      name,
      where,
      required,
      schema,
    })),
    ...bodyFields(body),
  ];
  const rows = fields.map(
    ({ name, where, required, schema }) =>
      `<dt><code>${text(name)}</code>${required ? "" : " <span class=dim>optional</span>"}</dt><dd>${text(typeOf(schema))} <span class=dim>${where}</span></dd>`,
  );
  const codes = Object.entries(responses).map(([status, one]) => {
    const { description } = one as { description: string };
    return `<dt>${text(status)}</dt><dd>${inline(description)}</dd>`;
  });
  const who = operation["x-ringline-who"].join(", ");
  return `<details id="${operationId}"><summary><b class="method">${text(method.toUpperCase())}</b> <code>${text(path)}</code> <span class="dim">${text(operationId)}</span></summary><div><p>${inline(summary)}</p><p>Who: ${text(who)}.</p>${rows.length > 0 ? `<h3>Input</h3><dl>${rows.join("")}</dl>` : ""}<h3>Result</h3>${resultBox(responses)}<h3>Answers</h3><dl>${codes.join("")}</dl></div></details>`;
}

function resultBox(responses: Record<string, unknown>): string {
  const { content } = responses[200] as { content: { "application/json": { schema: JsonSchema } } };
  return shapeBox(content["application/json"].schema);
}

/** The types that results name, each by its name. */
function typeSection(schemas: Readonly<Record<string, JsonSchema>>): string {
  const boxes = Object.entries(schemas).map(([name, schema]) => {
    const about =
      schema.description === undefined ? "" : `<p>${inline(String(schema.description))}</p>`;
    return `<details id="type-${name}"><summary><code>${name}</code></summary><div>${about}${shapeBox(schema)}</div></details>`;
  });
  return `<section id="types"><h2>types</h2>${boxes.join("")}</section>`;
}

function shapeBox(schema: JsonSchema): string {
  const fields = bodyFields(schema);
  if (fields.length === 0) return `<p>${typeLinks(schema)}</p>`;
  const rows = fields.map(({ name, required, schema: one }) => {
    const about = one.description === undefined ? "" : ` ${inline(String(one.description))}`;
    return `<dt><code>${text(name)}</code>${required ? "" : " <span class=dim>optional</span>"}</dt><dd>${typeLinks(one)}<span class=dim>${about}</span></dd>`;
  });
  return `<dl>${rows.join("")}</dl>`;
}

/** A type in words, in which our own names lead to what they are. */
function typeLinks(schema: JsonSchema): string {
  return text(typeOf(schema)).replace(
    /\b[A-Z][A-Za-z]+\b/g,
    (name) => `<a href="#type-${name}">${name}</a>`,
  );
}

function bodyFields(schema: JsonSchema | undefined) {
  const properties = (schema?.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema?.required ?? []) as string[];
  return Object.entries(properties).map(([name, one]) => {
    return { name, where: "body", required: required.includes(name), schema: one };
  });
}

function typeOf(schema: JsonSchema): string {
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  if (schema.additionalProperties === false && !schema.properties) return "nothing";
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(" | ");
  if ("const" in schema) return String(schema.const);
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (choices) return choices.map(typeOf).join(" or ");
  if (schema.type === "array") return `list of ${typeOf((schema.items ?? {}) as JsonSchema)}`;
  const shape = schema.properties as Record<string, JsonSchema> | undefined;
  if (shape) return `{ ${Object.keys(shape).join(", ")} }`;
  return String(schema.type ?? "anything");
}

function inline(words: string): string {
  return text(words)
    .replaceAll("\n\n", "<br>")
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
