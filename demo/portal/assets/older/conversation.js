/**
 * Sound and picture between the two pages of a call, over whatever carries messages: the host makes an offer to whoever says
 * hello. Each offer begins a session; what belongs to an older one is passed over, so that either page may be loaded anew.
 */
export class Conversation {
  #isHost;
  #stream;
  #send;
  #onChange;
  /** Tells this page's own messages, which come back, from the other's. */
  #page = crypto.randomUUID();
  #session;
  #connection;
  #waiting = [];
  /** One message after the other: the order is theirs. */
  #queue = Promise.resolve();

  /** `onChange({ state, stream, problem })` is told each state of the connection, each stream that arrives, what was not understood. */
  constructor({ isHost, stream, send, onChange }) {
    this.#isHost = isHost;
    this.#stream = stream;
    this.#send = (body) => send({ page: this.#page, ...body });
    this.#onChange = onChange;
  }

  /** Once messages are sure to be delivered. */
  start() {
    this.#send({ hello: true });
  }

  take(message) {
    if (message.page === this.#page) return;
    this.#queue = this.#queue
      .then(() => this.#handle(message))
      .catch((problem) => this.#onChange({ problem }));
  }

  end() {
    this.#connection?.close();
    this.#connection = undefined;
    for (const track of this.#stream.getTracks()) track.stop();
  }

  async #handle({ hello, session, offer, answer, candidate }) {
    if (hello) return this.#isHost ? this.#offer() : this.#greetBack();
    if (offer) return this.#answer(session, offer);
    if (session !== this.#session) return undefined;
    if (answer) return this.#describe(answer);
    return candidate && this.#addCandidate(candidate);
  }

  /** The host came later than our hello. */
  #greetBack() {
    if (!this.#connection) this.#send({ hello: true });
  }

  async #offer() {
    const connection = this.#open(crypto.randomUUID());
    await connection.setLocalDescription();
    this.#send({ session: this.#session, offer: connection.localDescription.toJSON() });
  }

  async #answer(session, offer) {
    const connection = this.#open(session);
    await this.#describe(offer);
    await connection.setLocalDescription();
    this.#send({ session, answer: connection.localDescription.toJSON() });
  }

  #open(session) {
    this.#connection?.close();
    const connection = new RTCPeerConnection();
    this.#connection = connection;
    this.#session = session;
    this.#waiting = [];
    for (const track of this.#stream.getTracks()) connection.addTrack(track, this.#stream);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate && this.#session === session)
        this.#send({ session, candidate: candidate.toJSON() });
    };
    connection.ontrack = ({ streams: [stream] }) => this.#tell({ stream });
    connection.onconnectionstatechange = () => {
      if (this.#session === session) this.#tell({ state: connection.connectionState });
    };
    return connection;
  }

  async #describe(description) {
    await this.#connection.setRemoteDescription(description);
    for (const candidate of this.#waiting.splice(0)) await this.#addCandidate(candidate);
  }

  async #addCandidate(candidate) {
    if (this.#connection.remoteDescription) await this.#connection.addIceCandidate(candidate);
    else this.#waiting.push(candidate);
  }

  #tell(change) {
    this.#onChange(change);
  }
}
