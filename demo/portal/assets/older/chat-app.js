// The Chat application: tells whom one has chosen, by the event that the older product listened to.
(($) => {
  const TYPES = { u: "user", t: "room", s: "space" };

  $(document).on("click", ".chat-contact", ({ currentTarget }) => {
    const { room, type } = currentTarget.dataset;
    const title = currentTarget.textContent;
    $(".chat-contact").attr("aria-pressed", "false");
    $(currentTarget).attr("aria-pressed", "true");
    $("#chat-title").text(title);
    $(".callButtonContainerWrapper").empty();
    const detail = { user: room, room, fullName: title, type, kind: TYPES[type] };
    document.dispatchEvent(new CustomEvent("exo-chat-selected-contact-changed", { detail }));
  });
})(window.jQuery);
