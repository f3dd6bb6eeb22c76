// The page of one Glimpse call: outside the portal, so that nothing rings here; jQuery and deferreds, as its connector.
import { Conversation } from "./conversation.js";

const { $, webConferencing } = window;
const { user: userId, call: callId } = document.body.dataset;
const REST = "/portal/rest/webconferencing";
const log = webConferencing.getLog("glimpse").prefix("call");
let conversation;
let isOver = false;

const person = $.get(`${REST}/user/${encodeURIComponent(userId)}`);
const context = $.get(`${REST}/context`, { name: userId });
$.when(person, context)
  .done(([info], [settings]) => {
    webConferencing.init(info, settings);
    webConferencing.getCall(callId).done(enter).fail(failed("This call cannot be found"));
  })
  .fail(() => say("You are not signed in."));

async function enter(call) {
  const isHost = call.owner.id === userId;
  const other = call.participants.find(({ id }) => id !== userId);
  $("#call-title").text(`Call with ${other?.title ?? call.title}`);
  document.title = $("#call-title").text();
  watchEnd();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640 } });
  } catch (error) {
    failed("A microphone and a camera are required for this call")(error);
    webConferencing.deleteCall(callId);
    return;
  }
  if (isOver) return stopAll(stream);
  $("#local-video").prop("srcObject", stream);
  say(isHost ? `Calling ${other?.title} …` : "Connecting …");
  conversation = new Conversation({ stream, send, onChange });
  drawControls(stream);
  // Who is called takes the call before anything is said; who calls is in it already.
  if (isHost) listen();
  else webConferencing.updateUserCall(callId, "joined").done(listen).fail(failed("Joining failed"));
}

function listen() {
  webConferencing.onCallUpdate(
    callId,
    (message) => conversation.take(message),
    failed("The call cannot be followed"),
    () => conversation.start(),
  );
}

function send(body) {
  webConferencing
    .toCallUpdate(callId, { provider: "glimpse", sender: userId, ...body })
    .fail((error) => log.error("A message was not sent", error));
}

function onChange({ state, stream, problem }) {
  if (problem) log.error("A message was not understood", problem);
  if (stream) $("#remote-video").prop("srcObject", stream);
  if (state === "connected") say("Connected");
  else if (state === "disconnected" || state === "failed") say("Reconnecting …");
}

function watchEnd() {
  webConferencing.onUserUpdate(
    userId,
    (update) => {
      if (update.callId === callId && update.callState === "stopped") end("The call was stopped.");
    },
    failed("The call cannot be followed"),
  );
}

function drawControls(stream) {
  const mute = ($button, tracks) =>
    $button.on("click", () => {
      const isMuted = $button.attr("aria-pressed") !== "true";
      $button.attr("aria-pressed", String(isMuted));
      for (const track of tracks) track.enabled = !isMuted;
    });
  mute($("#mute-audio"), stream.getAudioTracks());
  mute($("#mute-video"), stream.getVideoTracks());
}

$("#hangup").on("click", () => {
  end("The call was stopped.");
  webConferencing.deleteCall(callId).always(() => setTimeout(() => window.close(), 300));
});

function end(words) {
  isOver = true;
  conversation?.end();
  $("#local-video, #remote-video").prop("srcObject", null);
  $(".call-controls button").prop("disabled", true);
  say(words);
}

function failed(what) {
  return (error) => {
    log.error(what, error, (reference) =>
      say(`${what}: ${webConferencing.errorText(error)} (${reference})`),
    );
  };
}

function stopAll(stream) {
  for (const track of stream.getTracks()) track.stop();
}

function say(words) {
  $("#call-state").text(words);
}
