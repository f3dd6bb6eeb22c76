// What an older portal says of itself on each of its pages, and on no other: call pages have no `data-context`.
(() => {
  const { user, context } = document.body.dataset;
  window.eXo = { ...window.eXo };
  if (context)
    window.eXo.env = {
      portal: { userName: user, context, rest: "rest", language: document.documentElement.lang },
    };
})();
