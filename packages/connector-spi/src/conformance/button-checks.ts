import type { BrowserConnector, CallContext } from "../browser/index.ts";
import { type Check, check, expect, SkippedCheck, within } from "./check.ts";
import { browserContext } from "./laboratory.ts";

// Runs in a browser.

const NAMES = ["Bob Okafor", '"><img src=x onerror=alert(1)>', "x".repeat(500)];
const LEAST_PX = 44;

/** What a button of a connector's own keeps. */
export function buttonChecks(connector: BrowserConnector, drawsButton: boolean): Check[] {
  return [
    check(
      "[SPI17] its own button has the person's name as text, is large enough, and calls inside the press",
      async () => {
        if (!drawsButton) throw new SkippedCheck("it draws no button");
        expect(
          connector.button !== undefined,
          "a provider draws buttons, and there is no `button`",
        );
        for (const name of NAMES) await checkButton(connector, name);
      },
    ),
    check("[SPI18] its styles load nothing from anywhere", () => {
      const { styles } = connector;
      if (styles === undefined) throw new SkippedCheck("it has no styles");
      new CSSStyleSheet().replaceSync(styles);
      expect(!/@import|url\(|image-set\(/i.test(styles), "its styles name another address");
    }),
  ];
}

async function checkButton(connector: BrowserConnector, name: string): Promise<void> {
  const gone = new AbortController();
  let placed = 0;
  const context: CallContext = {
    ...browserContext(connector, "host-page"),
    provider: connector.id,
    me: { type: "user", id: "anna", name: "Anna" },
    target: { type: "user", id: "bob" },
    name,
    isGroup: false,
    place: () => {
      placed += 1;
    },
    signal: gone.signal,
  };
  const element = await within(3_000, "button", () => connector.button?.(context));
  if (element === undefined) return;
  const place = show(element, connector.styles);
  try {
    checkLooks(element, name);
    pressable(element).click();
    expect(placed === 1, `a press called ${placed} times`);
    gone.abort();
    pressable(element).click();
    expect(placed === 1, "it calls though its place has gone");
  } finally {
    place.remove();
  }
}

function checkLooks(element: HTMLElement, name: string): void {
  const button = pressable(element);
  const spoken = button.getAttribute("aria-label") ?? button.textContent ?? "";
  expect(
    spoken.includes(name.slice(0, 40)),
    `its accessible name is ${JSON.stringify(spoken.slice(0, 60))}`,
  );
  expect(element.querySelector("img[src=x]") === null, "a name became markup");
  const { width, height } = button.getBoundingClientRect();
  expect(width >= LEAST_PX && height >= LEAST_PX, `it is ${width} × ${height} px`);
}

function pressable(element: HTMLElement): HTMLElement {
  return element.matches("button, a, [role=button]")
    ? element
    : (element.querySelector<HTMLElement>("button, a, [role=button]") ?? element);
}

/** In a shadow tree with its styles, as a host page shows it. */
function show(element: HTMLElement, styles = ""): HTMLElement {
  const place = document.createElement("div");
  const root = place.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  root.append(element);
  document.body.append(place);
  return place;
}
