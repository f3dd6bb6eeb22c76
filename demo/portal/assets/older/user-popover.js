// The popover of a name. Its two parts, `#tipName` and `.uiAction`, are where the older product found its place for buttons.
(($) => {
  const $holder = $("#tiptip_holder");
  const $content = $("#tiptip_content");
  let opener;

  function open(button) {
    const { userid, name, avatar } = button.dataset;
    opener = button;
    const $link = $("<a>", { text: name, href: `/portal/intranet/profile/${userid}` });
    const $picture = $("<img>", { src: avatar, alt: "", width: 56, height: 56, class: "portrait" });
    const $close = $("<button>", { type: "button", text: "Close", class: "quiet" }).on(
      "click",
      close,
    );
    $content
      .empty()
      .append(
        $("<div>", { id: "tipName" }).append($picture, $link),
        $("<div>", { class: "uiAction" }).append($close),
      );
    $content.attr("aria-label", name);
    $holder.prop("hidden", false);
    $link.trigger("focus");
  }

  function close() {
    $holder.prop("hidden", true);
    $content.empty();
    opener?.focus();
  }

  $(document).on("click", ".userPopover", ({ currentTarget }) => open(currentTarget));
  $(document).on("keydown", ({ key }) => {
    if (key === "Escape" && !$holder.prop("hidden")) close();
  });
})(window.jQuery);
