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
  #isOver = false;

  async enter() {
    const name = encodeURIComponent(userId);
    const [me, context] = await Promise.all([read(`user/${name}`), read(`context?name=${name}`)]);
    webConferencing.init(me, context);
    const call = await webConferencing.getCall(callId);
    const isHost = call.owner.id === userId;
    this.#name(call.participants.find(({ id }) => id !== userId)?.title ?? call.title);
    webConferencing.onUserUpdate(userId, (update) => {
      if (update.callId === callId && update.callState === "stopped") this.end();
    });
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.#conversation = new Conversation({
      isHost,
      stream,
      send: (body) => this.#send(body),
      onChange: (change) => this.#show(change),
    });
    if (this.#isOver) return this.end();
    this.#draw(stream);
    if (isHost) state.textContent = "Calling …";
    if (!isHost) await webConferencing.updateUserCall(callId, "joined");
    return this.#listen();
  }

  end() {
    this.#isOver = true;
    this.#conversation?.end();
    for (const button of document.querySelectorAll(".call-controls button")) button.disabled = true;
    state.textContent = "The call was stopped.";
  }

  fail(error) {
    this.end();
    webConferencing.deleteCall(callId).catch(() => undefined);
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

  #show({ state: connection, stream }) {
    if (stream) document.getElementById("remote-audio").srcObject = stream;
    if (connection === "connected") state.textContent = "Connected";
    else if (connection === "failed") state.textContent = "Reconnecting …";
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
  call.end();
  await webConferencing.deleteCall(callId).catch(() => undefined);
  window.close();
});
call.enter().catch((error) => call.fail(error));
