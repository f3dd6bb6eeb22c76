// Signs the page's person in at webConferencing, as the older product's own portlet did.
(($, webConferencing) => {
  const { user, space } = document.body.dataset;
  const rest = "/portal/rest/webconferencing";
  const context = $.get(`${rest}/context`, { name: user, spaceId: space, lang: "en" });
  const info = $.get(`${rest}/user/${encodeURIComponent(user)}`);
  $.when(info, context)
    .done(([person], [settings]) => {
      webConferencing.init(person, settings);
      webConferencing.update();
    })
    // Without an answer this page has no calls, and all else of it.
    .fail(({ status }) => $(document.body).attr("data-without-calls", status));
})(window.jQuery, window.webConferencing);
