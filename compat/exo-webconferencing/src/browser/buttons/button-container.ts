import { errorText } from "../answers/exo-error.ts";
import { contextId, type ExoCallContext } from "../page/call-context.ts";
import { adopt, DualPromise } from "../promises/dual-promise.ts";
import type { Registration } from "../providers/provider.ts";
import { buttonElement, makePressable } from "./button-element.ts";
import { CallMenu } from "./call-menu.ts";
import type { ChoiceMemory } from "./choice-memory.ts";
import { makeIcon, makeWhole } from "./mini-chat-look.ts";

/** A provider that has made no button by then is left out. */
const BUTTON_MS = 3_000;

export interface ContainerOptions {
  context: ExoCallContext;
  memory: ChoiceMemory;
  /** Of the place, for the first button: `popoverCall`, `spaceCall` … */
  placeClass: string;
  /** The name of the menu's button. */
  otherWays: string;
  /** A provider has no button here: by its own word, or by a fault, then with the error. */
  onNone(type: string, reason: string, fault?: { error: unknown }): void;
  /** Another way was chosen: it stands first, here and elsewhere. */
  onChoice(): void;
  buttonMs?: number;
}

/** The buttons of all providers for one person, space or room, in one place: one of them, or a menu. */
export class ButtonContainer {
  readonly element = document.createElement("div");
  readonly #options: ContainerOptions;
  readonly #menu: CallMenu;
  /** In the order in which they were added to the page; `undefined` while a provider makes up its mind, or where it does not apply. */
  #buttons = new Map<string, HTMLElement | undefined>();
  /** Those that have not answered yet. */
  readonly #asked = new Set<string>();

  constructor(options: ContainerOptions) {
    this.#options = options;
    this.#menu = new CallMenu(options.otherWays);
    this.element.className = "callButtonContainer";
    this.element.hidden = true;
  }

  /** Asks those providers that were not asked yet, and lets go of those that are not there any more. */
  fill(providers: readonly Registration[]): void {
    const kept = new Map<string, HTMLElement | undefined>();
    const added = providers.filter(({ type }) => !this.#buttons.has(type));
    for (const { type } of providers) kept.set(type, this.#buttons.get(type));
    const isSame = added.length === 0 && kept.size === this.#buttons.size;
    if (isSame) return;
    this.#buttons = kept;
    for (const provider of added) this.#ask(provider);
    this.arrange();
  }

  /** Asks those again that had no button: what they lacked may be there now. */
  retry(providers: readonly Registration[]): void {
    for (const [type, button] of this.#buttons)
      if (!button && !this.#asked.has(type)) this.#buttons.delete(type);
    this.fill(providers);
  }

  /** Puts the chosen one first; all others behind the menu. Shown once every provider has answered. */
  arrange(): void {
    const made = [...this.#buttons].flatMap(([type, button]) => (button ? [{ type, button }] : []));
    const { context, memory } = this.#options;
    const wanted = memory.chosen(contextId(context));
    const chosen = wanted.find((type) => made.some((one) => one.type === type));
    const first = made.find(({ type }) => type === chosen) ?? made[0];
    const others = made.filter((one) => one !== first);
    this.#dress(
      made.map(({ button }) => button),
      first?.button,
    );
    const hadFocus = this.element.contains(document.activeElement);
    this.#menu.show(false);
    this.#menu.fill(others.map(({ button }) => button));
    const menu = others.length > 0 ? [this.#menu.toggle, this.#menu.list] : [];
    this.element.replaceChildren(...(first ? [first.button] : []), ...menu);
    this.element.hidden = first === undefined || this.#asked.size > 0;
    if (hadFocus && !this.element.contains(document.activeElement)) first?.button.focus();
  }

  /** The classes that connectors style; those of the place stand on the first one alone. */
  #dress(buttons: readonly HTMLElement[], first: HTMLElement | undefined): void {
    const { placeClass } = this.#options;
    const own = placeClass ? [placeClass] : [];
    for (const button of buttons) {
      makeWhole(button);
      button.classList.add("callButton");
      button.classList.remove("btn", "preferred", ...own);
    }
    first?.classList.add("btn", ...own);
    if (buttons.length > 1) first?.classList.add("preferred");
    if (first && placeClass === "miniChatCall") makeIcon(first);
  }

  remove(): void {
    this.#menu.show(false);
    this.element.remove();
  }

  #ask({ type, provider }: Registration): void {
    const { context, onNone, buttonMs = BUTTON_MS } = this.#options;
    this.#asked.add(type);
    let isOver = false;
    const end = (act: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      this.#asked.delete(type);
      act();
      this.arrange();
    };
    const late = setTimeout(
      () => end(() => onNone(type, `no button within ${buttonMs} ms`, { error: undefined })),
      buttonMs,
    );
    guarded(() => provider.callButton(context))
      .done((value) => end(() => this.#take(type, value)))
      .fail((reason, error = asFault(reason)) =>
        end(() => onNone(type, errorText(reason), error === undefined ? undefined : { error })),
      );
  }

  #take(type: string, value: unknown): void {
    const button = buttonElement(value);
    if (!button) this.#options.onNone(type, "what it made is no element", { error: undefined });
    if (!button || !this.#buttons.has(type)) return;
    makePressable(button);
    button.addEventListener("click", () => this.#choose(type));
    this.#buttons.set(type, button);
  }

  #choose(type: string): void {
    if (this.element.querySelector(".preferred") === this.#buttons.get(type)) return;
    const isMenu = [...this.#buttons.values()].filter(Boolean).length > 1;
    if (!isMenu) return;
    const { context, memory, onChoice } = this.#options;
    memory.choose(contextId(context), type);
    // The connector's own handlers run on the button where it stands.
    queueMicrotask(onChoice);
  }
}

/** A connector that throws has rejected, with an error. */
function guarded(make: () => unknown): DualPromise<unknown[], unknown[]> {
  try {
    return adopt(make());
  } catch (error) {
    return new DualPromise((_, reject) => reject(error));
  }
}

/** Older connectors reject with a text where they do not apply, and with an error beside where they failed. */
function asFault(reason: unknown): unknown {
  return typeof reason === "object" ? reason : undefined;
}
