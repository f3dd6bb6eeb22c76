/**
 * Sound and picture between the pages of a call, two or more, over whatever carries messages to all of them. Each page says
 * hello; of two pages the one with the smaller name makes the offer. Each offer begins a session between the two; what belongs to
 * an older one is passed over, so that any page may be loaded anew.
 */
export class Conversation {
  #stream;
  #send;
  #onChange;
  /** Tells this page's own messages, which come back, from the others'. */
  #page = crypto.randomUUID();
  /** By the other's page: what is open with it. */
  #links = new Map();
  /** One message after the other: the order is theirs. */
  #queue = Promise.resolve();

  /** `onChange({ page, state, stream, problem })` is told each state of a connection, each stream, what was not understood. */
  constructor({ stream, send, onChange }) {
    this.#stream = stream;
    this.#send = (body) => send({ page: this.#page, ...body });
    this.#onChange = onChange;
  }

  /** Once messages are sure to be delivered. */
  start() {
    this.#send({ hello: true });
  }

  take(message) {
    const { page, to = this.#page } = message;
    if (page === this.#page || to !== this.#page) return;
    this.#queue = this.#queue
      .then(() => this.#handle(message))
      .catch((problem) => this.#onChange({ page, problem }));
  }

  end() {
    for (const page of [...this.#links.keys()]) this.#close(page);
    for (const track of this.#stream.getTracks()) track.stop();
  }

  async #handle({ page, hello, session, offer, answer, candidate }) {
    if (hello) return this.#page < page ? this.#offer(page) : this.#greetBack(page);
    if (offer) return this.#answer(page, { session, offer });
    const link = this.#links.get(page);
    if (!link || session !== link.session) return undefined;
    if (answer) return describe(link, answer);
    return candidate && addCandidate(link, candidate);
  }

  /** It came later than our hello, and it is the one to make the offer. */
  #greetBack(page) {
    if (!this.#links.has(page)) this.#send({ to: page, hello: true });
  }

  async #offer(page) {
    const { connection, session } = this.#open(page, crypto.randomUUID());
    await connection.setLocalDescription();
    this.#send({ to: page, session, offer: connection.localDescription.toJSON() });
  }

  async #answer(page, { session, offer }) {
    const link = this.#open(page, session);
    await describe(link, offer);
    await link.connection.setLocalDescription();
    this.#send({ to: page, session, answer: link.connection.localDescription.toJSON() });
  }

  #open(page, session) {
    this.#close(page);
    const connection = new RTCPeerConnection();
    const link = { connection, session, waiting: [] };
    this.#links.set(page, link);
    for (const track of this.#stream.getTracks()) connection.addTrack(track, this.#stream);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) this.#send({ to: page, session, candidate: candidate.toJSON() });
    };
    connection.ontrack = ({ streams: [stream] }) => this.#onChange({ page, stream });
    connection.onconnectionstatechange = () =>
      this.#onChange({ page, state: connection.connectionState });
    return link;
  }

  #close(page) {
    const link = this.#links.get(page);
    this.#links.delete(page);
    if (!link) return;
    link.connection.onconnectionstatechange = null;
    link.connection.close();
    this.#onChange({ page, state: "closed" });
  }
}

async function describe(link, description) {
  await link.connection.setRemoteDescription(description);
  for (const candidate of link.waiting.splice(0)) await addCandidate(link, candidate);
}

async function addCandidate({ connection, waiting }, candidate) {
  if (connection.remoteDescription) await connection.addIceCandidate(candidate);
  else waiting.push(candidate);
}
