// The mini chat beside a page: unfolds, and tells whom one has chosen by the same event as the Chat application.
(($) => {
  const show = ($chat, isPeople) => {
    $chat.find(".mini-people").prop("hidden", !isPeople);
    $chat.find(".mini-conversation").prop("hidden", isPeople);
  };
  const tell = (detail) =>
    document.dispatchEvent(new CustomEvent("exo-chat-selected-contact-changed", { detail }));

  $(document).on("click", ".mini-toggle", ({ currentTarget }) => {
    const isOpening = $(currentTarget).attr("aria-expanded") !== "true";
    $(currentTarget).attr("aria-expanded", String(isOpening));
    $("#mini-chat").prop("hidden", !isOpening);
  });
  $(document).on("click", ".mini-contact", ({ currentTarget }) => {
    const { room, type } = currentTarget.dataset;
    const fullName = currentTarget.textContent;
    const $chat = $(currentTarget).closest(".mini-chat");
    $chat.find("#mini-title").text(fullName);
    show($chat, false);
    tell({ type, user: room, room, fullName });
    $chat.find(".mini-back").trigger("focus");
  });
  $(document).on("click", ".mini-back", ({ currentTarget }) => {
    const $chat = $(currentTarget).closest(".mini-chat");
    show($chat, true);
    tell(null);
    $chat.find(".mini-contact").first().trigger("focus");
  });
})(window.jQuery);
