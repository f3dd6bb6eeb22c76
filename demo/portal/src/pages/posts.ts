import { anna, bob, carol, type DemoPerson, dave, erin, ida } from "../people/people.ts";

/** Something that somebody wrote for all. */
export interface Post {
  id: string;
  author: DemoPerson;
  hoursAgo: number;
  text: string;
  picture?: string;
  alt?: string;
  link?: { path: string; title: string };
  mentions: readonly DemoPerson[];
}

export const POSTS: readonly Post[] = [
  {
    id: "hills",
    author: anna,
    hoursAgo: 1,
    text: "The new front page has hills now. Dave, can they breathe a little? Bob, can they do that on an old phone?",
    picture: "hills.svg",
    alt: "Green hills in front of a low sun, with a small house",
    mentions: [dave, bob],
  },
  {
    id: "roadmap",
    author: carol,
    hoursAgo: 3,
    text: "I have put everything that we promised for next year onto one page. If a line makes you nervous, call me while you read it.",
    link: { path: "/documents/roadmap", title: "Roadmap 2027" },
    mentions: [],
  },
  {
    id: "letters",
    author: erin,
    hoursAgo: 5,
    text: "Forty-one letters this week, and the favourite word is still “simple”. Thank you, Bob, for the shorter sign-up.",
    mentions: [bob],
  },
  {
    id: "hum",
    author: dave,
    hoursAgo: 22,
    text: "The loading sound is gone. Nobody noticed, which is what I had hoped for.",
    mentions: [],
  },
  {
    id: "backups",
    author: ida,
    hoursAgo: 26,
    text: "We restored last night’s backup on a spare machine, and it worked the first time. Cake is in the kitchen.",
    mentions: [],
  },
];

/** The document of which calls can be about. */
export const ROADMAP = {
  title: "Roadmap 2027",
  author: carol,
  readers: [anna, bob, carol, dave, erin],
  parts: [
    {
      title: "Spring",
      lines: [
        "A front page that loads before you have blinked",
        "One way to sign up instead of three",
      ],
    },
    { title: "Summer", lines: ["Letters answered within a day", "Quiet hours, on for everybody"] },
    { title: "Autumn", lines: ["The archive, searchable", "A party"] },
  ],
} as const;
