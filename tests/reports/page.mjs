// The page at /report/ as a reader uses it.
const minutes = 60_000;

export const arrived = (page) => page.getByText('Everything has arrived').waitFor({ timeout: 2 * minutes });

/** A page with text and files to send; `page.held` is there when the network holds uploads back after `most` pieces,
 *  `page.pass()` lets them through again. `before` is done with the page before it is opened. */
export async function openPage(browser, server, { text, files, most = Infinity, before }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  let pieces = 0, open = false, hold;
  page.held = new Promise((done) => (hold = done));
  page.pass = () => (open = true);
  await page.route('**/report/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    if (!open && ++pieces > most) return hold();
    return route.continue();
  });
  await before?.(page);
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await page.locator('html[data-program=ready]').waitFor();
  await page.getByRole('textbox', { name: 'What happened?' }).fill(text);
  if (files.length > 0) {
    await page.locator('#files').setInputFiles(files);
    await page.locator('.chosen').nth(files.length - 1).waitFor();
  }
  return page;
}

export async function sendIt(page) {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /receipt/i }).waitFor({ timeout: 2 * minutes });
}
