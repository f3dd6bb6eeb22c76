import { expect, it } from "vitest";
import { compare, idsIn } from "./check-spec.mjs";

const spec =
  "# Rules\n\n## RING · Ringing\n\n- **RING1** It rings (U7).\n- **RING2** It stops (G8).\n";
const title = (ids: string) => ({ path: "a.test.ts", text: `it("${ids} it rings", () => {});` });

it("a specification whose rules all stand in test titles is without problems", () => {
  expect(compare(spec, [title("[RING1] [RING2]")])).toEqual({ count: 2, problems: [] });
});

it("a rule without a test is a problem", () => {
  expect(compare(spec, [title("[RING1]")]).problems).toEqual(["RING2 has no test"]);
});

it("a test that names an unknown rule is a problem", () => {
  expect(compare(spec, [title("[RING1] [RING2] [RING3]")]).problems).toEqual([
    "a.test.ts names RING3, which is no rule of packages/protocol/SPEC.md",
  ]);
});

it("a rule in the wrong section, or there twice, is a problem", () => {
  const wrong = `${spec}- **RING2** Again.\n- **CALL1** Elsewhere.\n`;

  expect(compare(wrong, [title("[RING1] [RING2] [CALL1]")]).problems).toEqual([
    "RING2 stands there twice",
    "CALL1 stands in section RING",
  ]);
});

it("the ids of a test that ran are read off its full title, suites and all", () => {
  expect(idsIn("on SQLite > [STORE2] [E2E1] an [a] answer wins")).toEqual(["STORE2", "E2E1"]);
});
