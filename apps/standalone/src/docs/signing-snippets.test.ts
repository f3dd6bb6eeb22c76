import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createOrigins, createTokenVerifier } from "@ringline/server";
import { afterAll, beforeAll, expect, it } from "vitest";

const execute = promisify(execFile);

const AUDIENCE = "https://calls.example.org";
const SECRET = "Lq8vNz3hT6mXc1Ry9PdW4bKs7GjF2aEu";
const ID = "zoë@example.org";
const NAME = 'Zoë "Ω" O\'Neil \\ 😀';

const here = fileURLToPath(new URL(".", import.meta.url));
const page = readFileSync(join(here, "../../../../docs/embed.md"), "utf8");
const origins = createOrigins(AUDIENCE, []);
const verify = createTokenVerifier({ publicUrl: AUDIENCE, keys: { secret: SECRET }, origins });

interface Language {
  fence: string;
  /** Answers with its version where it is installed. */
  probe: [string, ...string[]];
  /** What prints a token for the arguments 1 and 2, given the snippet: files by name. */
  files(snippet: string): Record<string, string>;
  run: [string, ...string[]];
  /** Where packages of ours can be imported from. */
  isInside?: boolean;
}

const LANGUAGES: Language[] = [
  {
    fence: "js",
    probe: [process.execPath, "--version"],
    files: (snippet) => ({
      "token.mjs": `${snippet}\nprocess.stdout.write(await ringlineToken(...process.argv.slice(2)));`,
    }),
    run: [process.execPath, "--conditions=ringline-source", "token.mjs"],
    isInside: true,
  },
  {
    fence: "php",
    probe: ["php", "--version"],
    files: (snippet) => ({ "token.php": `${snippet}\necho ringline_token($argv[1], $argv[2]);` }),
    run: ["php", "token.php"],
  },
  {
    fence: "python",
    probe: ["python3", "--version"],
    files: (snippet) => ({
      "token.py": `${snippet}\nimport sys\nprint(ringline_token(sys.argv[1], sys.argv[2]), end="")`,
    }),
    run: ["python3", "token.py"],
  },
  {
    fence: "ruby",
    probe: ["ruby", "--version"],
    files: (snippet) => ({ "token.rb": `${snippet}\nprint ringline_token(ARGV[0], ARGV[1])` }),
    run: ["ruby", "token.rb"],
  },
  {
    fence: "java",
    probe: ["javac", "--version"],
    files: (snippet) => ({
      // In one file, the first class is the one that runs.
      "Token.java": snippet.replace(
        "final class RinglineToken",
        "class Token { public static void main(String[] a) throws Exception { System.out.print(RinglineToken.sign(a[0], a[1])); } }\nfinal class RinglineToken",
      ),
    }),
    run: ["java", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", "Token.java"],
  },
  {
    fence: "csharp",
    probe: ["dotnet", "--version"],
    files: (snippet) => ({
      "Program.cs": `${snippet}\nstatic class Program { static void Main(string[] a) => Console.Write(RinglineToken.Sign(a[0], a[1])); }`,
      "token.csproj":
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup></Project>',
    }),
    run: ["dotnet", "run", "--"],
  },
  {
    fence: "go",
    probe: ["go", "version"],
    files: (snippet) => ({
      "token.go": snippet,
      "main.go":
        'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\ttoken, err := ringlineToken(os.Args[1], os.Args[2])\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tfmt.Print(token)\n}\n',
    }),
    run: ["go", "run", "token.go", "main.go"],
  },
];

let folder: string;
let inside: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-signing-"));
  mkdirSync(join(here, "../../dist"), { recursive: true });
  inside = mkdtempSync(join(here, "../../dist/signing-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(inside, { recursive: true });
});

for (const { fence, probe, files, run, isInside } of LANGUAGES)
  it(`[AUTH13] the snippet for ${fence} in docs/embed.md signs what the server takes`, async ({
    skip,
  }) => {
    skip(!isInstalled(probe), `${probe[0]} is not installed here`);
    const place = isInside ? inside : folder;
    for (const [name, text] of Object.entries(files(snippetFor(fence))))
      writeFileSync(join(place, name), text);

    const [program, ...options] = run;
    const { stdout } = await execute(program, [...options, ID, NAME], {
      cwd: place,
      env: { ...process.env, LC_ALL: "C.UTF-8", RINGLINE_TOKEN_SECRET: SECRET },
    });

    expect((await verify(stdout)).person).toEqual({ type: "user", id: ID, name: NAME });
  }, 300_000);

function isInstalled([program, ...options]: Language["probe"]): boolean {
  return spawnSync(program, options).status === 0;
}

/** The first block of that language below "Signing". */
function snippetFor(fence: string): string {
  const section = page.slice(page.indexOf("### Signing"));
  const start = section.indexOf(`\`\`\`${fence}\n`) + fence.length + 4;
  return section.slice(start, section.indexOf("\n```", start) + 1);
}
