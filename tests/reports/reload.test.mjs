// A page that is loaded anew while files are on their way: the text has arrived, and the files go on where they stopped.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { launch } from '../newsroom/desk.mjs';
import { newFolder, newToken, runWell, Vestnik } from '../portal/vestnik.mjs';
import { openFile, openReport, unlockDesk } from './client.mjs';

const minutes = 60_000;
let server, browser, api, desk;

before(async () => {
  const data = await newFolder();
  const { stdout } = await runWell('demo', '--data', data);
  server = await Vestnik.serve(data);
  api = server.api(await newToken(data, 'chief'));
  desk = await unlockDesk(api, /passphrase of the report desk: (\S+)/.exec(stdout)[1]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a reload loses nothing, and nothing is sent twice', { timeout: 4 * minutes }, async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  const bytes = randomBytes(6 << 20);
  const file = { name: 'звук.opus', mimeType: 'audio/ogg', buffer: bytes };
  // After three pieces the network holds its breath.
  let pieces = 0, sent = 0, held = true, hold;
  const holding = new Promise((done) => (hold = done));
  await page.route('**/report/uploads/*', async (route) => {
    const request = route.request();
    if (request.method() !== 'PATCH') return route.continue();
    if (held && ++pieces > 3) return hold();
    sent += request.postDataBuffer()?.length ?? 0;
    return route.continue();
  });
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Запис от събранието.');
  await page.locator('#files').setInputFiles(file);
  await page.getByText('We cannot look into this kind of file').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /receipt/i }).waitFor({ timeout: 2 * minutes });
  await holding;
  // What a reload must not lose stays in this tab, and tells nothing of what was sent.
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
  assert.ok(!kept.includes('звук') && !kept.includes('Запис'), kept);

  held = false;
  await page.reload();
  await page.getByRole('heading', { name: 'Your files did not all arrive' }).waitFor();
  await page.getByLabel('The same files').setInputFiles({ ...file, buffer: randomBytes(1000) });
  await page.getByText(/could not be sent/).waitFor();
  await page.getByLabel('The same files').setInputFiles(file);
  await page.getByText('Everything has arrived').waitFor({ timeout: 2 * minutes });
  assert.ok(sent < bytes.length * 1.2, `${sent} bytes went out for ${bytes.length}`);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);

  const [{ id }] = (await api.must('GET', 'reports')).reports;
  const { contents } = await openReport(api, desk, id);
  assert.deepEqual(await openFile(api, id, contents[0].files[0]), bytes);
  await context.close();
});
