// The Chat application: tells whom one has chosen, by the event that the older product listened to. A type is u, t or s: a person, a room or a space.
(($) => {
  $(document).on("click", ".chat-contact", ({ currentTarget }) => {
    const { room, type } = currentTarget.dataset;
    const title = currentTarget.textContent;
    $(".chat-contact").attr("aria-pressed", "false");
    $(currentTarget).attr("aria-pressed", "true");
    $("#chat-title").text(title);
    const detail = { type, user: room, room, prettyName: room, fullName: title };
    document.dispatchEvent(new CustomEvent("exo-chat-selected-contact-changed", { detail }));
  });
})(window.jQuery);
