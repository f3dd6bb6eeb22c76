// Connectors of tests, in the ways in which they are written. `plain` has own methods and jQuery; `Modern` is a class.
window.asked = [];
window.plain = (type, more) => ({
  getType: () => type,
  getSupportedTypes: () => [type],
  getTitle: () => `Title of ${type}`,
  callButton(context) {
    asked.push([type, context.userId || context.spaceId || context.roomId]);
    const button = $.Deferred();
    context
      .details()
      .done((target) => {
        const $button = $("<a href='javascript:void(0)'></a>").addClass(`${type}Call`);
        $button
          .attr("title", `${type} ${target.title}`)
          .append($("<span class='callTitle'></span>").text(type));
        $button.on("click", () => $(document.body).attr("data-pressed", `${type} ${target.id}`));
        button.resolve($button);
      })
      .fail((error) => button.reject("No details", error));
    return button.promise();
  },
  ...more,
});
window.Modern = class {
  constructor(type) {
    this.type = type;
  }
  getType() {
    return this.type;
  }
  getSupportedTypes() {
    return [this.type];
  }
  getTitle() {
    return this.type;
  }
  async init(context) {
    this.told = context;
  }
  async callButton(context) {
    asked.push([this.type, context.userId || context.spaceId || context.roomId]);
    const { title, id } = await context.details();
    const button = document.createElement("button");
    button.append(`${this.type} ${title}`);
    button.onclick = () => {
      document.body.dataset.pressed = `${this.type} ${id}`;
    };
    return button;
  }
};
