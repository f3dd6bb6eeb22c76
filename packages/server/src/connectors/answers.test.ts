import { expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { readProviders } from "./answers.ts";

const [plain] = plainConnector().manifest.providers;

it.each([[["window"]], [["window", "ring"]], [["button", "window"]]])(
  "[SPI2] a window of one's own without button and ring is refused: %s",
  (draws) => {
    expect(() => readProviders([{ ...plain, draws }])).toThrow(/draws button and ring too/);
  },
);

it.each([[["button", "ring", "window"]], [["button", "ring"]], [["ring"]], [["button"]], [[]]])(
  "[SPI2] one that joins by our page draws what it likes beside: %s",
  (draws) => {
    expect(readProviders([{ ...plain, draws }])).toMatchObject([{ draws }]);
  },
);

const desk = { type: "desk", title: "Desk" };
const pin = { key: "pin", title: "Pin" };

it.each([
  [{ ...desk, pattern: "[a-z0-9._-]+" }],
  [{ ...desk, fields: [{ ...pin, pattern: "(" }] }],
])("[SPI2] an account whose form is no regular expression is refused: %j", (account) => {
  expect(() => readProviders([{ ...plain, account }])).toThrow(/pattern: is no regular expression/);
});

it("[SPI2] an account is taken with the forms that it has", () => {
  const account = {
    ...desk,
    pattern: "[a-z0-9._\\-]+",
    fields: [{ ...pin, pattern: "\\d{4}", isRequired: true }],
  };

  expect(readProviders([{ ...plain, account }])).toMatchObject([{ account }]);
});
