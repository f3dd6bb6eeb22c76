import type { RunningConnector, ServerConnector } from "@ringline/connector-spi/server";

/** A small connector for tests: one provider `plain` that needs no place; its grant names the seat that asked. */
export function plainConnector(running: Partial<RunningConnector> = {}): ServerConnector {
  return {
    manifest: {
      id: "plain",
      version: "1.0.0",
      providers: [
        {
          id: "plain",
          title: "Plain",
          description: "Carries nothing",
          targets: ["user"],
          media: ["audio", "video"],
          maxParticipants: 2,
          opens: "on-place",
          grant: "session",
          features: ["call-waiting"],
        },
      ],
      parseSettings: (input) => input,
    },
    start: async () => ({
      admit: async ({ participant, seat }) => ({
        type: "session",
        connector: "plain",
        data: { participant: participant.id, epoch: seat.epoch },
      }),
      health: async () => ({ ok: true }),
      stop: async () => {},
      ...running,
    }),
  };
}

/** The same for spaces and rooms. */
export function groupConnector(): ServerConnector {
  const connector = plainConnector();
  const { manifest } = connector;
  const providers = manifest.providers.map((provider) => ({
    ...provider,
    targets: ["user", "space", "room"] as const,
    maxParticipants: 100,
  }));
  return { ...connector, manifest: { ...manifest, providers } };
}
