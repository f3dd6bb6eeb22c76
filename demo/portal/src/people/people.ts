/** Somebody of the demo site. */
export interface DemoPerson {
  id: string;
  name: string;
  /** What they do there. */
  work: string;
  about: string;
  place: string;
  roles?: readonly string[];
}

export const anna: DemoPerson = {
  id: "anna",
  name: "Anna Álvarez",
  work: "Design lead",
  place: "Lisbon",
  about:
    "Draws first, talks second. Keeps the design room tidy and the biscuit tin full, and will happily look at your sketch right now.",
};

export const bob: DemoPerson = {
  id: "bob",
  name: "Bob Okafor",
  work: "Front-end engineer",
  place: "Lagos",
  about:
    "Makes buttons feel like buttons. Collects mechanical keyboards, and can be bribed with good coffee.",
};

export const carol: DemoPerson = {
  id: "carol",
  name: "Carol Lindqvist",
  work: "Product owner",
  place: "Göteborg",
  about: "Asks “why?” until everybody laughs. Sails on Sundays; out of reach then, and glad of it.",
};

export const dave: DemoPerson = {
  id: "dave",
  name: "Dave Tanaka",
  work: "Sound and motion",
  place: "Osaka",
  about:
    "Everything that moves or hums here came across his desk. Always has headphones on; call, do not shout.",
};

export const erin: DemoPerson = {
  id: "erin",
  name: "Erin Haddad",
  work: "Community",
  place: "Beirut",
  about: "Answers the people who write to us, and tells the rest of us what they really meant.",
};

export const ida: DemoPerson = {
  id: "admin",
  name: "Ida Moreau",
  work: "Administrator",
  place: "Lyon",
  about: "Keeps the lights on. If something is red on a dashboard, she has already seen it.",
  roles: ["admin"],
};

/** Everybody of the demo site, in the order of the list. */
export const PEOPLE: readonly DemoPerson[] = [anna, bob, carol, dave, erin, ida];

export function findPerson(id: string | undefined): DemoPerson | undefined {
  return PEOPLE.find((person) => person.id === id);
}

/** Where a person's picture lies, below the site's origin. */
export function portraitPath({ id }: DemoPerson): string {
  return `/portraits/${id}.svg`;
}
