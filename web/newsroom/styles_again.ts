// Style sheets of a screen that the network did not bring. Whoever asks for the screen again gets its program, but not
// these: Vite takes a sheet that it has once put into the head for loaded.
function is_there({ sheet }: HTMLLinkElement): boolean {
  try {
    return Boolean(sheet?.cssRules);
  } catch {
    return false; // what did not come has a sheet as well, which nobody may look into
  }
}

export async function missing_styles(): Promise<void> {
  const missing = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter((link) => !is_there(link));
  await Promise.all(
    missing.map(
      (link) =>
        new Promise<void>((loaded, failed) => {
          const again = document.createElement('link');
          again.rel = 'stylesheet';
          again.href = link.href;
          again.onload = () => loaded();
          again.onerror = () => failed(new Error(`${link.href} does not come`));
          link.replaceWith(again);
        }),
    ),
  );
}
