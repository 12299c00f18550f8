/** What an element needs that takes files dropped on it: `{...dropping(…)}`. Nothing but files is taken; `show` is told
    whether some are over it. */
export const dropping = (show: (over: boolean) => void, take: (files: FileList) => void) => ({
  ondragover: (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    show(true);
  },
  ondragleave: (event: DragEvent) =>
    show((event.currentTarget as Element).contains(event.relatedTarget as Node | null)),
  ondrop: (event: DragEvent) => {
    event.preventDefault();
    show(false);
    if (event.dataTransfer) take(event.dataTransfer.files);
  },
});
