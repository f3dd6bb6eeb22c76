import { expect, it } from "vitest";
import { exo } from "../src/server/index.ts";
import { between, OlderTown } from "./testing/older-town.ts";

const mine = { type: "mycall", title: "My Call" };

it("its providers are those of its settings, draw all of a call themselves, and are switched as any other", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);

  expect(anna.client.providers).toMatchObject([
    { id: "mycall", title: "My Call", draws: ["button", "ring", "window"], grant: "session" },
  ]);
  await anna.calls.addCall("p/anna@bob", between("anna", "bob"));
  await bob.hears("started p/anna@bob");
  const unknown = { ...between("anna", "bob"), provider: "other" };
  await anna.calls.deleteCall("p/anna@bob");
  await expect(anna.calls.addCall("p/anna@bob", unknown)).rejects.toMatchObject({
    code: "CLIENT_ERROR",
  });
});

it("what is not said has defaults: every kind of target, no description", () => {
  expect(exo.manifest.parseSettings({ providers: [mine] })).toEqual({
    providers: [
      {
        ...mine,
        description: "",
        account: "",
        accountPattern: "",
        targets: ["user", "space", "room"],
      },
    ],
  });
  expect(exo.manifest.parseSettings(undefined)).toEqual({ providers: [] });
});

it.each([
  ["a type that is no word", [{ ...mine, type: "My-Call" }], "one lower-case word"],
  ["two of one type", [mine, mine], "the same type"],
  ["a form that is none", [{ ...mine, accountPattern: "[" }], "accountPattern"],
  ["no title", [{ ...mine, title: " " }], "providers.0.title"],
  ["a kind that there is not", [{ ...mine, targets: ["planet"] }], "providers.0.targets.0"],
  ["none", [{ ...mine, targets: [] }], "providers.0.targets"],
  ["a secret that does not belong here", [{ ...mine, apiKey: "k" }], "apiKey"],
  [
    "more than twenty",
    Array.from({ length: 21 }, (_, n) => ({ ...mine, type: `t${n}` })),
    "providers",
  ],
])("%s is refused, and named", (_, providers, named) => {
  expect(() => exo.manifest.parseSettings({ providers })).toThrow(named);
});
