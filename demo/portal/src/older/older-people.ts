import { type DemoPerson, PEOPLE, portraitPath } from "../people/people.ts";

/** A space or a room of the older portal, with its members. */
export interface DemoGroup {
  id: string;
  title: string;
  members: readonly DemoPerson[];
}

const team = PEOPLE.filter(({ roles }) => roles === undefined);

/** The one space: everybody but the administrator. */
export const SPACE: DemoGroup = { id: "meadow_team", title: "Meadow team", members: team };

/** The room that the newer pages have too. */
export const ROOM: DemoGroup = { id: "design", title: "Design room", members: team };

/** What the site tells the call server's directory of its people and groups; `origin` is the site's. */
export function siteDirectory(origin: string) {
  const picture = (person: DemoPerson) => `${origin}${portraitPath(person)}`;
  const group = ({ id, title, members }: DemoGroup) => ({
    id,
    title,
    members: members.map((person) => person.id),
  });
  return {
    people: PEOPLE.map((person) => ({
      type: "user" as const,
      id: person.id,
      name: person.name,
      picture: picture(person),
    })),
    spaces: [group(SPACE)],
    rooms: [group(ROOM)],
  };
}
