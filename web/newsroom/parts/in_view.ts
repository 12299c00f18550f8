// A row of links that is wider than a narrow screen is moved along to the one that is open, so that one sees where one is.

// For {@attach}: runs again when `open` is another.
export const open_one_in_view = (open: string | undefined) => (row: Element) => {
  const link = open === undefined ? null : row.querySelector('[aria-current="page"]');
  if (!link) return;
  const [of_link, of_row] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += of_link.left + of_link.width / 2 - (of_row.left + of_row.width / 2);
};
