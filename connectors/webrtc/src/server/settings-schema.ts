import type { SettingsSchema } from "@ringline/connector-spi/server";

/** What the administration draws its form from; `settings.ts` says what belongs together. */
export const schema: SettingsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    iceServers: {
      type: "array",
      title: "ICE servers",
      description: "Without one, calls work where the two browsers can reach each other directly.",
      maxItems: 8,
      default: [],
      items: {
        type: "object",
        additionalProperties: false,
        required: ["urls"],
        properties: {
          urls: {
            type: "array",
            title: "Addresses",
            description: "Like turn:turn.example.org:3478?transport=udp or stun:stun.example.org",
            items: {
              type: "string",
              maxLength: 255,
              pattern: "^(stuns?|turns?):[A-Za-z0-9.:\\[\\]\\-]+(\\?transport=(udp|tcp))?$",
            },
            minItems: 1,
            maxItems: 8,
          },
          enabled: { type: "boolean", title: "In use", default: true },
          secret: {
            type: "string",
            title: "Shared secret",
            description:
              "What coturn calls static-auth-secret: each person gets an account that ends by itself.",
            minLength: 16,
            maxLength: 1_024,
            writeOnly: true,
          },
          lifetimeSeconds: {
            type: "integer",
            title: "Life of such an account, in seconds",
            minimum: 20,
            maximum: 3_600,
            default: 600,
          },
          username: { type: "string", title: "User name, without a secret", maxLength: 255 },
          credential: {
            type: "string",
            title: "Password, without a secret",
            maxLength: 255,
            writeOnly: true,
          },
        },
      },
    },
    iceTransportPolicy: {
      type: "string",
      title: "Ways that media may take",
      description:
        "relay: through TURN servers only, so that nobody learns the other's network address.",
      enum: ["all", "relay"],
      default: "all",
    },
  },
};
