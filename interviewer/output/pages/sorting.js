"use strict";
/* Headings of a table as buttons that sort it: down at first, then up; screen readers are told which. */
const sortable = (headings, sort) => {
  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.ariaSort !== "descending";
      for (const other of heading.parentElement.cells) other.ariaSort = null;
      heading.ariaSort = down ? "descending" : "ascending";
      sort(heading, down);
    });
  }
};
