// Parley: a connector as one would write it for the same API today, a class with native promises and plain elements. Calls with
// sound alone, of two people, a space or a room, at /portal/call/parley/<id>. It needs no jQuery.
const { webConferencing } = window;
const TYPE = "parley";

class ParleyProvider {
  #log = webConferencing.getLog(TYPE);
  #cards = new Map();

  getType() {
    return TYPE;
  }

  getSupportedTypes() {
    return [TYPE];
  }

  getTitle() {
    return "Parley";
  }

  async callButton(context) {
    const target = await context.details();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "parleyCall";
    button.setAttribute("aria-label", `${this.getTitle()}: ${target.title}`);
    const title = document.createElement("span");
    title.className = "callTitle";
    title.textContent = this.getTitle();
    button.append(title);
    button.addEventListener("click", () => this.#start(context.currentUser, target));
    return button;
  }

  async init() {
    if (!window.eXo.env?.portal) return;
    const { id } = webConferencing.getUser();
    const failed = (error) => this.#log.error("No updates", error);
    webConferencing.onUserUpdate(id, (update) => this.#update(update), failed);
  }

  async #start(me, target) {
    const callId = idOf(me, target);
    const callWindow = webConferencing.showCallPopup("about:blank", `parley ${callId}`);
    try {
      await this.#callOrNew(callId, { me, target });
      if (callWindow) callWindow.location.href = uriOf(callId);
    } catch (error) {
      callWindow?.close();
      const why = webConferencing.errorText(error);
      this.#log.showError("Failed to start the call", error, "Starting call error", why);
    }
  }

  /** A call that is under way is joined by its page; a group's last one starts anew under its id. */
  async #callOrNew(callId, { me, target }) {
    try {
      const call = await webConferencing.getCall(callId);
      if (call.state === "stopped") await webConferencing.updateUserCall(callId, "started");
    } catch (error) {
      if (error.code !== "NOT_FOUND_ERROR") throw error;
      const members = target.group ? Object.keys(target.members) : [me.id, target.id];
      await webConferencing.addCall(callId, {
        owner: target.group ? target.id : me.id,
        ownerType: target.type,
        provider: TYPE,
        title: target.title,
        participants: members.join(";"),
      });
    }
  }

  #update({ eventType, providerType, callState, callId, part }) {
    if (providerType !== TYPE) return;
    const isOwnJoin = eventType === "call_joined" && part.id === webConferencing.getUser().id;
    if (callState === "started") void this.#incoming(callId);
    else if (callState === "stopped" || isOwnJoin) this.#close(callId);
  }

  async #incoming(callId) {
    if (this.#cards.has(callId)) return;
    this.#cards.set(callId, undefined);
    try {
      const call = await webConferencing.getCall(callId);
      const { status } = await webConferencing.getUserStatus(webConferencing.getUser().id);
      if (this.#cards.has(callId)) this.#show(call, status === "available" || status === "away");
    } catch (error) {
      this.#cards.delete(callId);
      this.#log.error("Incoming call error", error);
    }
  }

  #show(call, isAloud) {
    const card = document.createElement("dialog");
    card.className = "incomingCall sheet";
    card.setAttribute("role", "alertdialog");
    card.setAttribute("aria-label", `${call.owner.title} is calling you...`);
    const words = document.createElement("p");
    words.textContent = `${call.owner.title} is calling you...`;
    card.append(
      words,
      act("Answer", () => this.#answer(call.id), "primary"),
      act("Decline", () => this.#decline(call)),
    );
    document.body.append(card);
    card.show();
    this.#cards.set(call.id, { card, ring: isAloud ? window.meadowRing(call.id) : undefined });
  }

  #answer(callId) {
    webConferencing.showCallPopup(uriOf(callId), `parley ${callId}`);
    this.#close(callId);
  }

  /** A group goes on without this person; two people are done. */
  async #decline({ id, owner }) {
    this.#close(id);
    try {
      if (owner.group) await webConferencing.updateUserCall(id, "leaved");
      else await webConferencing.deleteCall(id);
    } catch (error) {
      if (error.code !== "NOT_FOUND_ERROR") this.#log.error("Failed to decline", error);
    }
  }

  #close(callId) {
    const shown = this.#cards.get(callId);
    this.#cards.delete(callId);
    shown?.ring?.stop();
    shown?.card.remove();
  }
}

/** The same for everybody who is in it, whoever starts it. */
function idOf(me, target) {
  return target.group ? `g/${target.id}` : `s/${[me.id, target.id].sort().join("@")}`;
}

function uriOf(callId) {
  return `/portal/call/parley/${callId.split("/").map(encodeURIComponent).join("/")}`;
}

function act(title, press, className = "") {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = title;
  button.addEventListener("click", press);
  return button;
}

webConferencing.addProvider(new ParleyProvider());
webConferencing.update();
