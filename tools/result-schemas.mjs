// Writes what each operation answers as JSON Schema, from the types that the server's operations are checked against: for the
// OpenAPI document. The types are the only source, so the document cannot say anything else.
//   node tools/result-schemas.mjs          fails when the kept file differs
//   node tools/result-schemas.mjs --write  writes it anew
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..");
const source = join(root, "packages", "protocol", "src", "operations.ts");
const kept = join(root, "packages", "server", "src", "http", "openapi", "results.json");

const program = ts.createProgram([source], {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
});
const checker = program.getTypeChecker();
const file = program.getSourceFile(source);
const exported = new Map(
  checker.getExportsOfModule(checker.getSymbolAtLocation(file)).map((one) => [one.name, one]),
);

/** Named types, by name: each stands once in the document. */
const types = {};

const words = (symbol) => {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text.replace(/\s+/g, " ").trim();
};

const described = (schema, symbol) => {
  const description = words(symbol);
  return description === "" ? schema : { ...schema, description };
};

/** The name of a type of ours, where it has one and takes no parameters. */
function nameOf(type) {
  const symbol = type.aliasSymbol ?? (type.isClassOrInterface() ? type.symbol : undefined);
  const declared = symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
  const hasArguments = (type.aliasTypeArguments ?? []).length > 0;
  return declared.includes("/packages/protocol/") && !hasArguments ? symbol.name : undefined;
}

function schemaOf(type) {
  const name = nameOf(type);
  if (name === undefined) return shapeOf(type);
  if (!Object.hasOwn(types, name)) {
    types[name] = {};
    types[name] = described(shapeOf(type), type.aliasSymbol ?? type.symbol);
  }
  return { $ref: `#/components/schemas/${name}` };
}

function shapeOf(type) {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return {};
  if (flags & ts.TypeFlags.Null) return { type: "null" };
  if (type.isLiteral()) return { const: type.value };
  if (flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === "true" };
  if (flags & ts.TypeFlags.Boolean) return { type: "boolean" };
  if (flags & ts.TypeFlags.StringLike) return { type: "string" };
  if (flags & ts.TypeFlags.NumberLike) return { type: "number" };
  if (type.isUnion()) return unionOf(type.types);
  if (checker.isArrayType(type))
    return { type: "array", items: schemaOf(checker.getTypeArguments(type)[0]) };
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive) || type.isIntersection())
    return objectOf(type);
  throw new Error(`no schema for ${checker.typeToString(type)}`);
}

function unionOf(all) {
  const present = all.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  if (present.length === 1) return schemaOf(present[0]);
  if (present.every((one) => one.isStringLiteral())) {
    return { type: "string", enum: present.map(({ value }) => value) };
  }
  const isBoolean = present.every(({ flags }) => flags & ts.TypeFlags.BooleanLiteral);
  if (isBoolean) return { type: "boolean" };
  return { anyOf: present.map(schemaOf) };
}

function objectOf(type) {
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
  const properties = checker.getPropertiesOfType(type);
  if (index && properties.length === 0) {
    const isEmpty = index.flags & ts.TypeFlags.Never;
    return { type: "object", additionalProperties: isEmpty ? false : schemaOf(index) };
  }
  if (properties.length === 0) return { type: "object" };
  const isOptional = (one) => Boolean(one.flags & ts.SymbolFlags.Optional);
  const required = properties.filter((one) => !isOptional(one)).map((one) => one.name);
  const entries = properties.map((one) => {
    const of = checker.getNonNullableType(checker.getTypeOfSymbol(one));
    const whole = isOptional(one) ? of : checker.getTypeOfSymbol(one);
    return [one.name, described(schemaOf(whole), one)];
  });
  return {
    type: "object",
    properties: Object.fromEntries(entries),
    ...(required.length > 0 && { required }),
  };
}

const operations = checker.getDeclaredTypeOfSymbol(exported.get("Operations"));
const results = Object.fromEntries(
  checker.getPropertiesOfType(operations).map((operation) => {
    const entry = checker.getTypeOfSymbol(operation);
    const result = checker.getTypeOfSymbol(entry.getProperty("result"));
    const summary = words(operation);
    return [operation.name, { ...(summary !== "" && { summary }), schema: schemaOf(result) }];
  }),
);
const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
const now = `${JSON.stringify({ results, types: sorted })}\n`;

if (process.argv.includes("--write")) {
  writeFileSync(kept, now);
  execFileSync("biome", ["format", "--write", kept], { stdio: "ignore" });
} else if (now !== `${JSON.stringify(JSON.parse(readFileSync(kept, "utf8")))}\n`) {
  console.error("The answers in the API's description differ from the types.");
  console.error("Run `node tools/result-schemas.mjs --write`, and commit it with the change.");
  process.exit(1);
}
console.log(`${Object.keys(results).length} answers, ${Object.keys(types).length} named types`);
