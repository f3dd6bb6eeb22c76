// Glimpse: a connector as they were written in 2018, with jQuery elements and deferreds. One-to-one calls with picture, in a
// window of its own at /portal/call/glimpse/<id>; its own button, its own card for incoming calls.
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one function around all of it is how these connectors are written
(($, webConferencing) => {
  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: and so is one constructor
  function GlimpseProvider() {
    const self = this;
    const log = webConferencing.getLog("glimpse");
    /** Cards that are shown, by call. */
    const cards = new Map();
    let settings;

    this.configure = (given) => {
      settings = given;
    };
    this.getType = () => settings?.type;
    this.getSupportedTypes = () => settings?.supportedTypes;
    this.getTitle = () => settings?.title;

    this.callButton = (context) => {
      const button = $.Deferred();
      if (!context.isUser) return button.reject("Group calls not supported").promise();
      context
        .details()
        .done((target) => {
          const $button = $("<button>", {
            type: "button",
            class: "glimpseCall",
            "aria-label": `${self.getTitle()}: ${target.title}`,
          });
          $button.append($("<i>", { class: "glimpseIcon", "aria-hidden": "true" }));
          $button.append($("<span>", { class: "callTitle", text: self.getTitle() }));
          $button.on("click", () => startCall(context.currentUser, target));
          button.resolve($button);
        })
        .fail((error) => button.reject("No details of the context", error));
      return button.promise();
    };

    this.init = () => {
      const process = $.Deferred();
      const user = webConferencing.getUser();
      if (window.eXo.env?.portal)
        webConferencing.onUserUpdate(user.id, onUpdate, (error) => log.error("No updates", error));
      return process.resolve().promise();
    };

    function callUri(callId) {
      return `${settings.callUri}/${callId.split("/").map(encodeURIComponent).join("/")}`;
    }

    /** The window opens inside the click, as browsers want it; what it shows comes when there is a call. */
    function startCall(currentUser, target) {
      const callId = `p/${[currentUser.id, target.id].sort().join("@")}`;
      const callWindow = webConferencing.showCallPopup("about:blank", windowName(callId));
      const show = () => {
        if (callWindow) callWindow.location.href = callUri(callId);
      };
      const fail = (what) => (error) => {
        callWindow?.close();
        log.showError(what, error, "Starting call error", webConferencing.errorText(error));
      };
      webConferencing
        .getCall(callId)
        .done(show)
        .fail((error) => {
          if (error?.code !== "NOT_FOUND_ERROR") return fail("Failed to get the call")(error);
          const info = {
            owner: currentUser.id,
            ownerType: "user",
            provider: self.getType(),
            title: target.title,
            participants: `${currentUser.id};${target.id}`,
          };
          return webConferencing
            .addCall(callId, info)
            .done(show)
            .fail(fail("Failed to add the call"));
        });
    }

    function windowName(callId) {
      return `glimpse ${callId}`;
    }

    function onUpdate({ eventType, providerType, callState, callId, part }) {
      if (providerType !== self.getType()) return;
      const isOwnJoin = eventType === "call_joined" && part.id === webConferencing.getUser().id;
      if (eventType === "call_state" && callState === "started") showIncoming(callId);
      else if (callState === "stopped" || isOwnJoin) closeCard(callId);
    }

    function showIncoming(callId) {
      if (cards.has(callId)) return;
      cards.set(callId, undefined);
      const failed = (what) => (error) => {
        cards.delete(callId);
        log.showError(what, error, "Incoming call error", webConferencing.errorText(error));
      };
      webConferencing
        .getCall(callId)
        .done((call) => {
          const ring = (status) => showCard(call, status === "available" || status === "away");
          // Without a status the call is shown all the same, and quietly.
          webConferencing
            .getUserStatus(webConferencing.getUser().id)
            .done(({ status }) => ring(status))
            .fail(() => ring());
        })
        .fail(failed("Failed to get the call"));
    }

    function showCard(call, isAloud) {
      // It may have been stopped while we asked.
      if (!cards.has(call.id)) return;
      const titleId = `glimpse-incoming-${cards.size}`;
      const $card = $("<div>", { class: "incomingCall sheet", role: "alertdialog" });
      $card.attr("aria-labelledby", titleId);
      const words = `${call.owner.title} is calling you...`;
      const $answer = $("<button>", { type: "button", class: "primary", text: "Answer" });
      const $decline = $("<button>", { type: "button", text: "Decline" });
      $card.append(
        call.owner.avatarLink &&
          $("<img>", {
            class: "portrait",
            src: call.owner.avatarLink,
            alt: "",
            width: 48,
            height: 48,
          }),
        $("<p>", { id: titleId, text: words }),
        $("<div>", { class: "incomingActs" }).append($answer, $decline),
      );
      $answer.on("click", () => {
        webConferencing.showCallPopup(callUri(call.id), windowName(call.id));
        closeCard(call.id);
      });
      $decline.on("click", () => decline(call.id));
      cards.set(call.id, { $card, ring: isAloud ? window.meadowRing(call.id) : undefined });
      $card.appendTo(document.body);
    }

    function decline(callId) {
      closeCard(callId);
      webConferencing.deleteCall(callId).fail((error) => {
        if (error?.code !== "NOT_FOUND_ERROR") log.error("Failed to delete the call", error);
      });
    }

    function closeCard(callId) {
      const card = cards.get(callId);
      cards.delete(callId);
      card?.ring?.stop();
      card?.$card.remove();
    }
  }

  const provider = new GlimpseProvider();
  provider.configure({
    type: "glimpse",
    supportedTypes: ["glimpse"],
    title: "Glimpse",
    callUri: "/portal/call/glimpse",
  });
  window.eXo.webConferencing.glimpse = provider;
  webConferencing.addProvider(provider);
  webConferencing.update();
})(window.jQuery, window.webConferencing);
