// Passkeys with Chromium's virtual authenticator (trust.md C9). A key belongs to a name, so the desk is asked by one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { removeFolders } from '../portal/vestnik.mjs';
import { check, checkNarrow, launch, newDesk, newNewsroom, people, signIn } from './desk.mjs';

let newsroom, browser, desk, page, debug, authenticator;
before(async () => {
  newsroom = await newNewsroom();
  browser = await launch();
  desk = await newDesk(browser, newsroom.server, { host: 'localhost' });
  page = desk.page;
  debug = desk.debug = await desk.context.newCDPSession(page);
  await debug.send('WebAuthn.enable');
  authenticator = await plugIn();
  await signIn(desk);
});
after(async () => {
  await browser?.close();
  await newsroom?.server.stop();
  await removeFolders();
});

async function plugIn() {
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  return (await debug.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId;
}
const unplug = () => debug.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: authenticator });
const verifies = (isUserVerified) => debug.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified });
const keys = () => page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem');
async function addPasskey() {
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(people.chief.password);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
}
async function signOut() {
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
  await page.goto(`${desk.origin}/newsroom/`);
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
}

test('a passkey is made, and once for a device', async () => {
  await page.goto(`${desk.origin}/newsroom/settings/account`);
  await addPasskey();
  await keys().first().waitFor();
  assert.match(await keys().innerText(), /Not used yet/);
  await check(desk, 'passkeys');
  await checkNarrow(desk, 'passkeys');
  await addPasskey();
  await page.getByText('This device has a passkey for your account already.').waitFor();
  assert.equal(await keys().count(), 1);
});

test('it signs in without a password', async () => {
  await signOut();
  await check(desk, 'passkey-sign-in');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'New article' }).waitFor();
  await page.goto(`${desk.origin}/newsroom/settings/account`);
  await page.getByText(people.chief.email).waitFor();
  assert.match(await keys().innerText(), /Used this minute|Used 1 minute ago/);
});

test('nobody gets in whom the device does not recognise', async () => {
  await signOut();
  await verifies(false);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByRole('button', { name: 'New article' }).count(), 0);
  await verifies(true);
});

test('an answer opens once: sent again it is refused', async () => {
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/v1/session/passkey'));
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  const request = await sent;
  await page.getByRole('button', { name: 'New article' }).waitFor();
  const again = await newsroom.server.request('/api/v1/session/passkey', {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: `localhost:${newsroom.server.port}`, origin: desk.origin },
    body: request.postData(),
  });
  assert.equal(again.status, 401);
});

test('a key that was removed opens nothing, and the password still does', async () => {
  await page.goto(`${desk.origin}/newsroom/settings/account`);
  await page.getByRole('button', { name: /^Remove/ }).click();
  await keys().first().waitFor({ state: 'detached' });
  await signOut();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('This passkey opens no account here.').waitFor();
  await page.getByRole('textbox', { name: 'Email' }).fill(people.chief.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(people.chief.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'New article' }).waitFor();
});

test('without a key it is said that nothing was chosen', async () => {
  await signOut();
  await unplug();
  authenticator = await plugIn();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey was used.').waitFor();
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
