import type { Call, ParticipantId } from "@ringline/protocol";

/** A page that is loaded anew may be back before anybody has read a word. */
const LASTS_MS = 300;

/** Of two people: whether the other one's page has lost the call server. Told once it has lasted, and once it is over for as long. */
export class PartnerAway {
  isAway = false;
  #isLost = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  follow(call: Call, me: ParticipantId | undefined): void {
    const isLost = hasLostPartner(call, me);
    if (isLost === this.#isLost) return;
    this.#isLost = isLost;
    clearTimeout(this.#timer);
    if (isLost !== this.isAway) this.#timer = setTimeout(() => this.#tell(isLost), LASTS_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(isAway: boolean): void {
    this.isAway = isAway;
    this.#onChange();
  }
}

function hasLostPartner(
  { phase, target, participants }: Call,
  me: ParticipantId | undefined,
): boolean {
  if (phase !== "active" || target.type === "space" || target.type === "room") return false;
  const seat = participants.find(({ id }) => id !== me)?.seat;
  // A first page that is still awaited is not back: it was never there.
  return seat?.connection === "reconnecting" || (seat?.connection === "awaited" && seat.epoch > 0);
}
