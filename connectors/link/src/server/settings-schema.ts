import type { SettingsSchema } from "@ringline/connector-spi/server";

/** What the administration draws its form from; what a template may be, `url-template.ts` says. */
export const schema: SettingsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    providers: {
      type: "array",
      title: "Systems",
      description: "Each is a way to call of its own.",
      maxItems: 20,
      default: [],
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "title", "template"],
        properties: {
          id: { type: "string", title: "Id", pattern: "^[a-z][a-z0-9_]*$", maxLength: 32 },
          title: { type: "string", title: "Name on buttons", minLength: 1, maxLength: 60 },
          description: { type: "string", title: "Description", maxLength: 200, default: "" },
          template: {
            type: "string",
            title: "Address",
            description:
              "Like https://meet.example.org/{call}?name={name}, with {call}, {title}, {name}, {caller}",
            maxLength: 2_000,
          },
          targets: {
            type: "array",
            title: "Calls",
            items: { type: "string", enum: ["user", "space", "room"] },
            default: ["user"],
            minItems: 1,
          },
          media: {
            type: "array",
            title: "Media",
            items: { type: "string", enum: ["audio", "video"] },
            default: ["audio", "video"],
            minItems: 1,
          },
          frame: {
            type: "boolean",
            title: "Inside the call window",
            description: "Where the page lets itself be framed.",
            default: false,
          },
        },
      },
    },
  },
};
