import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const CODE_TABLE = /export const ERROR_CODES = \{[\s\S]*?\} as const satisfies [^;]+;/;

/**
 * Leaves the table of codes out: in the script a `CallError` has its code, which programs branch on, and no status and no
 * English sentence; the words that people read come with the layer. A code that a newer server knows passes as it is.
 */
export function withoutCodeTable(): Plugin {
  return {
    name: "ringline-without-code-table",
    enforce: "pre",
    transform: {
      filter: { id: /protocol\/src\/errors\.ts$/ },
      handler: (code) => {
        const used = code
          .replace(CODE_TABLE, "")
          .replace("ERROR_CODES[code].meaning", "code")
          .replace("this.status = ERROR_CODES[code].status;", "")
          .replaceAll("readonly status: number;", "")
          .replace("Object.hasOwn(ERROR_CODES, value)", 'value !== ""')
          .replace("keyof typeof ERROR_CODES", "string");
        if (used.includes("ERROR_CODES")) throw new Error("errors.ts has another form now");
        const smaller = `${used}\nexport const ERROR_CODES = {};`;
        return { code: smaller, map: null };
      },
    },
  };
}

/** Puts the numbers of the protocol's tables, and of each file's own constants, where they are used: their names fall away. */
export function inlineTables(): Plugin {
  const numbers = new Map<string, string>();
  for (const file of ["limits", "close-codes"]) readNumbers(file, numbers);
  const use = /\b(?:LIMITS|TIMES|CLOSE_CODES)(?:\.\w+|\["[\w-]+"\])/g;
  const key = (text: string): string => text.replace(/[.["\]]+/, ".").replace('"]', "");
  return {
    name: "ringline-inline-tables",
    transform: {
      filter: { id: /\/(packages\/(client|elements)|apps\/embed)\/src\// },
      handler: (code) => ({
        code: inlineOwn(code.replace(use, (text) => numbers.get(key(text)) ?? text)),
        map: null,
      }),
    },
  };
}

function inlineOwn(code: string): string {
  const own = new Map<string, string>();
  const rest = code.replace(/^const ([A-Z][A-Z_]+) = ([\d_.]+);$/gm, (_, name, value) => {
    own.set(name, value);
    return "";
  });
  return rest.replace(/\b[A-Z][A-Z_]+\b/g, (name) => own.get(name) ?? name);
}

/** Styles stand in files of their own, `*.css.ts`, where white space means nothing. */
export function smallerStyles(): Plugin {
  return {
    name: "ringline-smaller-styles",
    transform: {
      filter: { id: /\.css\.ts$/ },
      handler: (code) => ({ code: code.replace(/`[^`]*`/g, smaller), map: null }),
    },
  };
}

function smaller(css: string): string {
  return css
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?|(?<=:) /g, "$1")
    .replaceAll(";}", "}")
    .replace(/\b0(?=\.\d)/g, "");
}

function readNumbers(file: string, numbers: Map<string, string>): void {
  const path = new URL(`../../../packages/protocol/src/${file}.ts`, import.meta.url);
  const tables = readFileSync(path, "utf8").matchAll(/export const (\w+) = \{([^}]*)\}/g);
  for (const [, table, body = ""] of tables) {
    for (const [, name, value = ""] of body.matchAll(/^\s*"?([\w-]+)"?: ([\d_]+),/gm)) {
      numbers.set(`${table}.${name}`, value);
    }
  }
}
