import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** The sentences of the code table are for logs and documents; people read the words of their language. */
export function withoutMeanings(): Plugin {
  const entry = /entry\(\s*(\d+),\s*"\w+",\s*"[^"]*",?\s*\)/g;
  return {
    name: "ringline-without-meanings",
    transform: {
      filter: { id: /protocol\/src\/errors\.ts$/ },
      handler: (code) => {
        const smaller = code
          .replace(entry, "entry($1)")
          .replace(/ERROR_CODES\[code\]\.meaning/, "code");
        if (smaller.length > code.length / 2) throw new Error("errors.ts has another form now");
        return { code: smaller, map: null };
      },
    },
  };
}

/** Puts the numbers of the protocol's tables where they are used, so that the tables fall away. */
export function inlineTables(): Plugin {
  const numbers = new Map<string, string>();
  for (const file of ["limits", "close-codes"]) readNumbers(file, numbers);
  const use = /\b(?:LIMITS|TIMES|CLOSE_CODES)(?:\.\w+|\["[\w-]+"\])/g;
  const key = (text: string): string => text.replace(/[.["\]]+/, ".").replace('"]', "");
  return {
    name: "ringline-inline-tables",
    transform: {
      filter: { id: /\/packages\/(client|elements)\/src\// },
      handler: (code) => ({
        code: code.replace(use, (text) => numbers.get(key(text)) ?? text),
        map: null,
      }),
    },
  };
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
  return css.replace(/\s+/g, " ").replace(/ ?([{};,]) ?|(?<=:) /g, "$1");
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
