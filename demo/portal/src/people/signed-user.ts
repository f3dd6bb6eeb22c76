import type { SignedUser } from "@ringline/host";
import { type DemoPerson, portraitPath } from "./people.ts";

/** What the site says of a signed-in person to the call server; `origin` is the site's. */
export function signedUser(person: DemoPerson, origin: string): SignedUser {
  return {
    id: person.id,
    name: person.name,
    picture: `${origin}${portraitPath(person)}`,
    profile: `${origin}/people/${person.id}`,
    rooms: person.roles ? [] : [{ id: "design", title: "Design room" }],
    spaces: person.roles ? [] : [{ id: "meadow_team", title: "Meadow team" }],
    ...(person.roles && { roles: [...person.roles] }),
  };
}
