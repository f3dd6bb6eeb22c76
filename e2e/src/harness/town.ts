import { type RunningChromium, startChromium } from "./chromium.ts";
import { Person, type PersonOptions } from "./person.ts";
import { RinglineSite, type SiteOptions } from "./ringline-site.ts";

/** People of the demo site, as its pages name them. */
export const NAMES = {
  anna: "Anna Álvarez",
  bob: "Bob Okafor",
  carol: "Carol Lindqvist",
  dave: "Dave Tanaka",
  erin: "Erin Haddad",
  admin: "Ida Moreau",
} as const;

export type Resident = keyof typeof NAMES;

export interface TownOptions extends SiteOptions {
  /** More flags of the browser. */
  flags?: readonly string[];
}

/** The demo site, a browser, and people who come and go: what most journeys need. One per test file. */
export class Town {
  readonly site: RinglineSite;
  readonly #chromium: RunningChromium;
  readonly #people: Person[] = [];

  private constructor(site: RinglineSite, chromium: RunningChromium) {
    this.site = site;
    this.#chromium = chromium;
  }

  static async open({ flags, ...options }: TownOptions = {}): Promise<Town> {
    const [site, chromium] = await Promise.all([RinglineSite.start(options), startChromium(flags)]);
    return new Town(site, chromium);
  }

  /** Somebody signs in with a browser profile of their own. */
  async arrive(id: Resident, options: Partial<PersonOptions> = {}): Promise<Person> {
    const { portal, callServer } = this.site;
    const known = { id, name: NAMES[id], portal, callServer };
    const person = await Person.signIn(this.#chromium.browser, { ...known, ...options });
    this.#people.push(person);
    return person;
  }

  /** Everybody leaves, and no call is left; for `afterEach`. */
  async empty(): Promise<void> {
    const people = this.#people.splice(0);
    // The server may be away, or the person: then nothing of theirs is left to end.
    await Promise.all(people.map((person) => person.endCalls().catch(() => undefined)));
    await Promise.all(people.map((person) => person.leave()));
  }

  /** The process id of the browser: its renderers are its children. */
  get browserPid(): number {
    return this.#chromium.process.pid;
  }

  async close(): Promise<void> {
    await this.empty();
    await this.#chromium.close();
    await this.site.stop();
  }
}
