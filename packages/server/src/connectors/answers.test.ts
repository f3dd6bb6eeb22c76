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
