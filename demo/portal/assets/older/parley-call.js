// The page of one Parley call: native promises, sound alone.
import { Conversation } from "./conversation.js";

const { webConferencing } = window;
const { user: userId, call: callId } = document.body.dataset;
const REST = "/portal/rest/webconferencing";
const state = document.getElementById("call-state");
const read = async (path) => {
  const answer = await fetch(`${REST}/${path}`);
  if (!answer.ok) throw await answer.json();
  return answer.json();
};

class ParleyCall {
  #conversation;
  #isGroup = false;
  /** What each of the others is heard by. */
  #voices = new Map();
  #isOver = false;

  async enter() {
    const name = encodeURIComponent(userId);
    const [me, context] = await Promise.all([read(`user/${name}`), read(`context?name=${name}`)]);
    webConferencing.init(me, context);
    const call = await webConferencing.getCall(callId);
    const isHost = call.owner.id === userId;
    const other = call.participants.find(({ id }) => id !== userId);
    this.#isGroup = call.owner.group;
    this.#name(this.#isGroup || !other ? call.owner.title : other.title);
    webConferencing.onUserUpdate(userId, (update) => {
      if (update.callId === callId && update.callState === "stopped") this.end();
    });
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.#conversation = new Conversation({
      stream,
      send: (body) => this.#send(body),
      onChange: (change) => this.#show(change),
    });
    if (this.#isOver) return this.end();
    this.#draw(stream);
    if (isHost) state.textContent = "Calling …";
    // Whoever placed a group's call did so on another page; from now on this one is who is in it.
    if (!isHost) await webConferencing.updateUserCall(callId, "joined");
    return this.#listen();
  }

  end() {
    this.#isOver = true;
    this.#conversation?.end();
    for (const button of document.querySelectorAll(".call-controls button")) button.disabled = true;
    state.textContent = "The call was stopped.";
  }

  /** Out of a group, which goes on; two people are done. */
  async leave() {
    this.end();
    const left = this.#isGroup
      ? webConferencing.updateUserCall(callId, "leaved")
      : webConferencing.deleteCall(callId);
    await left.catch(() => undefined);
  }

  fail(error) {
    void this.leave();
    state.textContent = `This call failed: ${webConferencing.errorText(error)}`;
  }

  #name(other) {
    const title = document.getElementById("call-title");
    title.textContent = `Call with ${other}`;
    document.title = title.textContent;
  }

  #listen() {
    webConferencing.onCallUpdate(
      callId,
      (message) => this.#conversation.take(message),
      (error) => this.fail(error),
      () => this.#conversation.start(),
    );
  }

  #send(body) {
    webConferencing
      .toCallUpdate(callId, { provider: "parley", sender: userId, ...body })
      .catch((error) => this.fail(error));
  }

  #show({ page, state: connection, stream }) {
    if (stream) this.#voice(page).srcObject = stream;
    if (connection === "closed") {
      this.#voices.get(page)?.remove();
      this.#voices.delete(page);
    }
    if (connection === "connected") state.textContent = "Connected";
    else if (connection === "failed" && !this.#isGroup) state.textContent = "Reconnecting …";
  }

  #voice(page) {
    const known = this.#voices.get(page);
    if (known) return known;
    const voice = Object.assign(document.createElement("audio"), { autoplay: true });
    this.#voices.set(page, voice);
    document.body.append(voice);
    return voice;
  }

  #draw(stream) {
    const mute = document.getElementById("mute-audio");
    mute.addEventListener("click", () => {
      const isMuted = mute.getAttribute("aria-pressed") !== "true";
      mute.setAttribute("aria-pressed", String(isMuted));
      for (const track of stream.getAudioTracks()) track.enabled = !isMuted;
    });
  }
}

const call = new ParleyCall();
document.getElementById("hangup").addEventListener("click", async () => {
  await call.leave();
  window.close();
});
call.enter().catch((error) => call.fail(error));
