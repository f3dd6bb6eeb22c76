import type { SettingsSchema } from "@ringline/connector-spi/server";

/** What the administration draws its form from. */
export const schema: SettingsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    providers: {
      type: "array",
      title: "Connectors of the older API",
      description: "Each as its script names it.",
      maxItems: 20,
      default: [],
      items: {
        type: "object",
        additionalProperties: false,
        required: ["type", "title"],
        properties: {
          type: { type: "string", title: "Type", pattern: "^[a-z][a-z0-9_]*$", maxLength: 32 },
          title: { type: "string", title: "Name", minLength: 1, maxLength: 60 },
          description: { type: "string", title: "Description", maxLength: 200, default: "" },
          account: {
            type: "string",
            title: "Account",
            description:
              "What people's account is called in their profile, where the connector asks for one; others of the site can see it.",
            maxLength: 60,
            default: "",
          },
          accountPattern: {
            type: "string",
            title: "Form of an account",
            description: "A regular expression for the whole of it.",
            maxLength: 200,
            default: "",
          },
          targets: {
            type: "array",
            title: "Calls",
            items: { type: "string", enum: ["user", "space", "room"] },
            default: ["user", "space", "room"],
            minItems: 1,
          },
        },
      },
    },
  },
};
