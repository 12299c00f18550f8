// Who has a story, and until when nobody may bring it out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, eventually } from '../portal/vestnik.mjs';
import { addPerson, atTheDesk, body, check, checkNarrow, newArticle, newDesk, people, saved, signIn, withoutLine } from './desk.mjs';

let newsroom, browser, desk, page, api, article;
atTheDesk((made) => ({ newsroom, browser, desk, page, api } = made));
const kept = () => page.evaluate((id) => fetch(`/api/v1/articles/${id}`).then((answer) => answer.json()), article);
const notice = (text) => page.locator('.notices').getByText(text);

test('a story is given to somebody, who finds it in the list', async () => {
  article = await newArticle(page, 'Отчет за моста');
  await page.getByRole('combobox', { name: 'Assigned to' }).selectOption({ label: people.editor.name });
  await notice('Saved').waitFor();
  assert.equal((await kept()).assignee, people.editor.email);
  // What is typed meanwhile goes on being saved.
  await body(page).click();
  await page.keyboard.type('Още нещо.');
  await saved(page);
  assert.match(JSON.stringify((await kept()).body), /Още нещо\./);

  const other = await newDesk(browser, newsroom.server);
  await signIn(other, people.editor);
  await other.page.getByRole('combobox', { name: 'Assigned to' }).selectOption({ label: people.editor.name });
  await other.page.getByRole('list', { name: 'Articles' }).getByRole('listitem').first().getByText(people.editor.name).waitFor();
  const lines = other.page.getByRole('list', { name: 'Articles' }).getByRole('listitem');
  assert.equal(await lines.count(), 1);
  await lines.getByRole('link', { name: /Отчет за моста/ }).click();
  assert.equal(await other.page.getByRole('combobox', { name: 'Assigned to' }).inputValue(), people.editor.email);
  await other.page.getByRole('combobox', { name: 'Assigned to' }).selectOption({ label: 'Nobody' });
  await other.page.locator('.notices').getByText('Saved').waitFor();
  await other.page.getByRole('button', { name: 'Take it' }).click();
  await other.page.getByRole('button', { name: 'Take it' }).waitFor({ state: 'detached' });
  assert.deepEqual(other.complaints, []);
  await other.context.close();
  assert.equal((await kept()).assignee, people.editor.email);
});

test('an embargo holds the story back, and is taken off', async () => {
  await page.getByRole('textbox', { name: 'Embargo until' }).fill('утре');
  await page.keyboard.press('Tab');
  await page.getByText('This is no time that can be understood.').waitFor();
  await page.getByRole('textbox', { name: 'Embargo until' }).fill('tomorrow 06:30:15');
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByText(/^Not before .*06:30:15/).waitFor();
  await check(desk, 'workflow');
  await checkNarrow(desk, 'workflow');
  assert.match((await kept()).embargo_until, /:30:15Z$/);

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').getByText(/^Not before .*06:30:15/).waitFor();
  assert.equal(await page.getByText('Readers see it at once.').count(), 0);
  await page.getByRole('button', { name: 'Publish now' }).click();
  await notice(/embargo/).waitFor();
  await page.keyboard.press('Escape');
  assert.equal((await kept()).state, 'draft');

  await page.reload();
  await page.getByRole('textbox', { name: 'Embargo until' }).fill('');
  await page.keyboard.press('Enter');
  await notice('Saved').waitFor();
  assert.equal((await kept()).embargo_until, null);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('link', { name: 'See it' }).waitFor();
});

test('a note is about a passage, which is marked until the note is settled', async () => {
  await body(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  const passage = (await page.evaluate(() => getSelection().toString())).trim();
  assert.ok(passage.length > 2, passage);
  const field = page.getByRole('textbox', { name: 'Add a note' });
  await field.fill('Това откъде е?');
  await check(desk, 'note');
  await checkNarrow(desk, 'note');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const note = page.getByRole('region', { name: 'Notes' }).getByRole('listitem').filter({ hasText: 'Това откъде е?' });
  await note.getByText(people.chief.name).waitFor();
  assert.equal(await body(page).locator('.noted').innerText(), passage);
  await page.keyboard.press('Control+Home');
  await note.getByRole('button', { name: passage }).click();
  assert.equal((await page.evaluate(() => getSelection().toString())).trim(), passage);
  await page.reload();
  await body(page).locator('.noted').waitFor();
  await note.getByRole('button', { name: 'Resolve' }).click();
  await body(page).locator('.noted').waitFor({ state: 'detached' });
  assert.doesNotMatch(JSON.stringify((await kept()).body), /noted/);
});

test('a note whose answer was lost is made once', async () => {
  const notes = /\/comments(\?.*)?$/;
  let lost = 0;
  await page.route(notes, async (route) => {
    if (route.request().method() !== 'POST' || lost++) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await body(page).click();
  await page.getByRole('textbox', { name: 'Add a note' }).fill('Само веднъж');
  const add = page.getByRole('button', { name: 'Add', exact: true });
  await add.click();
  await page.locator('.notices [role="alert"], .notices .problem').first().waitFor();
  await add.click();
  const note = page.getByRole('region', { name: 'Notes' }).getByRole('listitem').filter({ hasText: 'Само веднъж' });
  await note.first().waitFor();
  assert.equal(await note.count(), 1);
  await page.unroute(notes);
});

const state_of = async (id) => (await api.must('GET', `articles/${id}`)).state;
const more = (name) => page.getByRole('list').getByRole('button', { name, exact: true });
const open_more = () => page.getByRole('button', { name: 'More', exact: true }).click();

test('a story goes into the bin and out of it by the keyboard alone', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'За кошчето');
  await page.getByRole('button', { name: 'More', exact: true }).focus();
  await page.keyboard.press('Enter');
  await more('Move to the bin').waitFor();
  await check(desk, 'more');
  await checkNarrow(desk, 'more');
  await page.keyboard.press('Escape');
  await more('Move to the bin').waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Move to the bin' }).click();
  await eventually(async () => (await state_of(id)) === 'trashed', 'the bin');
  await open_more();
  await more('Take out of the bin').click();
  await eventually(async () => (await state_of(id)) === 'in_review', 'out of the bin');
  await page.getByRole('button', { name: 'Mark as ready' }).click();
  await eventually(async () => (await state_of(id)) === 'ready', 'ready');
  await open_more();
  await more('Back to draft').click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Липсва втори източник.');
  await page.getByRole('dialog').getByRole('button', { name: 'Back to draft' }).click();
  await eventually(async () => (await state_of(id)) === 'draft', 'a draft again');
});

test('a correction is mended and removed, and a published story leaves the site', async () => {
  const { id, address } = await api.addPublished({ headline: 'С поправка', section: 'obshtestvo', body: bodyOf('Мостът е дълъг 900 метра.') });
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByRole('textbox', { name: 'What changed' }).fill('Мостът е дълъг 890 метра.');
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await open_more();
  await more('Corrections and history').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Мостът е дълъг 890 метра.').waitFor();
  await check(desk, 'corrections');
  await checkNarrow(desk, 'corrections');
  await dialog.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByRole('textbox', { name: 'What changed' }).fill('Мостът е дълъг 891 метра.');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('Мостът е дълъг 891 метра.').waitFor();
  const list = async () => (await api.must('GET', `articles/${id}/corrections`)).items;
  const corrections = async () => (await list()).map((each) => each.text);
  assert.deepEqual(await corrections(), ['Мостът е дълъг 891 метра.']);

  // What somebody else has written meanwhile is seen before it is overwritten.
  const [{ id: number }] = await list();
  await dialog.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByRole('textbox', { name: 'What changed' }).fill('Мостът е дълъг 892 метра.');
  await api.must('PUT', `articles/${id}/corrections/${number}`, { text: 'Мостът е дълъг 893 метра.' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await notice(/it has been changed since you read it/).waitFor();
  await dialog.getByText('Мостът е дълъг 893 метра.').waitFor();
  assert.deepEqual(await corrections(), ['Мостът е дълъг 893 метра.']);
  assert.equal(await dialog.getByRole('textbox', { name: 'What changed' }).inputValue(), 'Мостът е дълъг 892 метра.');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('Мостът е дълъг 892 метра.').waitFor();
  assert.deepEqual(await corrections(), ['Мостът е дълъг 892 метра.']);

  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.getByRole('button', { name: 'Remove for good' }).click();
  await eventually(async () => (await corrections()).length === 0, 'no correction');
  await page.keyboard.press('Escape');
  await open_more();
  await more('Unpublish').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unpublish' }).click();
  await eventually(async () => (await newsroom.server.get(address)).status === 404, 'nothing at the address');
});

test('of many notes the newest is seen too', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Много бележки');
  for (let i = 1; i <= 60; ++i) await api.must('POST', `articles/${id}/comments`, { text: `Бележка номер ${i}.` });
  await page.reload();
  const notes = page.getByRole('region', { name: 'Notes' }).getByRole('listitem');
  await notes.filter({ hasText: 'Бележка номер 60.' }).waitFor();
  await page.getByRole('textbox', { name: 'Add a note' }).fill('И още една.');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await notes.filter({ hasText: 'И още една.' }).waitFor();
});

test('a new topic keeps its name, is settled, and is offered to the next story', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  article = await newArticle(page, 'Статия с тема');
  const topics = page.getByRole('combobox', { name: 'Topics' });
  const chosen = page.getByRole('button', { name: 'Remove: Мостове над реката' });
  await topics.fill('Мостове над реката');
  await topics.press('Enter');
  await chosen.waitFor();
  await eventually(async () => (await kept()).topics.length === 1, 'the topic with the article');
  await saved(page);
  const { revision } = await kept();
  await page.reload();
  await chosen.waitFor();
  await page.getByRole('textbox', { name: 'Deck' }).fill('Още нещо за мостовете');
  await saved(page);
  assert.equal((await kept()).topics.length, 1);
  assert.ok((await kept()).revision > revision);
  await page.goto(`${desk.origin}/newsroom/articles`);
  await newArticle(page, 'Друга статия с тема');
  await topics.fill('реката');
  await page.getByRole('option', { name: 'Мостове над реката' }).click();
  await chosen.waitFor();
});

test('a step waits until what others have saved meanwhile was seen', async () => {
  const other = await newDesk(browser, newsroom.server);
  await withoutLine(other);
  await signIn(other, people.editor);
  const id = await newArticle(other.page, 'Стъпка върху непрочетено');
  await api.save(id, { deck: 'Подзаглавие отстрани' });
  await other.page.getByRole('button', { name: 'Send to review' }).click();
  await other.page.locator('.notices').getByText('Somebody else has changed this article meanwhile').waitFor();
  assert.equal((await api.must('GET', `articles/${id}`)).state, 'draft');
  assert.equal(await other.page.getByRole('textbox', { name: 'Deck' }).inputValue(), 'Подзаглавие отстрани');
  await other.page.getByRole('button', { name: 'Send to review' }).click();
  await other.page.getByRole('button', { name: 'Mark as ready' }).waitFor();
  assert.equal((await api.must('GET', `articles/${id}`)).state, 'in_review');
  await other.context.close();
});

async function reporterAtTheDesk(email, name) {
  const reporter = { email, name, role: 'reporter', password: 'nine brave ducks whistle' };
  await addPerson(newsroom, reporter);
  const made = await newDesk(browser, newsroom.server);
  await signIn(made, reporter);
  return made;
}

test('an embargo that a reporter may not lift stands in its field again', async () => {
  const mara = await reporterAtTheDesk('mara@example.org', 'Мара Тодорова');
  const id = await newArticle(mara.page, 'Под ембарго');
  await api.must('PUT', `articles/${id}`, { embargo_until: '2099-01-01T10:00:00Z' });
  await mara.page.reload();
  const field = mara.page.getByRole('textbox', { name: 'Embargo until' });
  await field.waitFor();
  assert.equal(await field.inputValue(), '2099-01-01 12:00');
  await field.fill('');
  await field.press('Enter');
  await mara.page.locator('.notices').getByText(/an embargo is lifted or shortened by an editor/).waitFor();
  await eventually(async () => (await field.inputValue()) === '2099-01-01 12:00', 'the embargo that holds');
  assert.equal((await api.must('GET', `articles/${id}`)).embargo_until, '2099-01-01T10:00:00Z');
  assert.deepEqual(mara.complaints, []);
  await mara.context.close();
});

test('who may not schedule a story is not asked to schedule it again', async () => {
  const email = 'ivo@example.org';
  const ivo = await reporterAtTheDesk(email, 'Иво Петров');
  const { id } = await api.add({ headline: 'Насрочена от редактор', section: 'obshtestvo', assignee: email, body: bodyOf('Първо.') });
  await api.must('POST', `articles/${id}/schedule`, { at: '2099-01-01T10:00:00Z' });
  await api.save(id, { deck: 'Дописано след това' });
  const again = (of) => of.getByRole('button', { name: 'Schedule as it is now' });
  const told = (of) => of.getByText('The article was changed after it was scheduled').waitFor();
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  await told(page);
  await again(page).waitFor();
  await page.goto(`${desk.origin}/newsroom/articles`);

  await ivo.page.goto(`${ivo.origin}/newsroom/articles/${id}`);
  await told(ivo.page);
  await ivo.page.locator('option[value="obshtestvo"]').first().waitFor({ state: 'attached' });
  assert.equal(await again(ivo.page).count(), 0);
  // Where the section lets reporters publish, they schedule too.
  await api.must('PUT', 'sections/obshtestvo', { needs_editor: false });
  await ivo.page.reload();
  await again(ivo.page).click();
  await again(ivo.page).waitFor({ state: 'detached' });
  const { state, revision, scheduled_revision } = await api.must('GET', `articles/${id}`);
  assert.deepEqual([state, scheduled_revision], ['scheduled', revision]);
  await api.must('PUT', 'sections/obshtestvo', { needs_editor: true });
  assert.deepEqual(ivo.complaints, []);
  await ivo.context.close();
});

test('an editor is offered in each section what the server lets them do there', async () => {
  const email = 'lili@example.org';
  const lili = { email, name: 'Лили Маринова', role: 'editor', password: 'nine brave ducks whistle' };
  await addPerson(newsroom, lili);
  const { id: account } = (await api.must('GET', 'users')).users.find((each) => each.email === email);
  await api.must('PATCH', `users/${account}`, { roles: [{ role: 'editor', section: 'kultura' }] });
  const at = await newDesk(browser, newsroom.server);
  await signIn(at, lili);
  const button = (name) => at.page.getByRole('button', { name, exact: true });
  const open = async (section) => {
    const { id } = await api.add({ headline: `В рубрика ${section}`, section, assignee: email, body: bodyOf('Първо.') });
    await api.must('POST', `articles/${id}/schedule`, { at: '2099-01-01T10:00:00Z' });
    await api.save(id, { deck: 'Дописано след това' });
    await at.page.goto(`${at.origin}/newsroom/articles/${id}`);
    await at.page.getByText('The article was changed after it was scheduled').waitFor();
    return id;
  };
  await open('kultura');
  await button('Publish').waitFor();
  for (const name of ['Schedule', 'Schedule as it is now']) assert.equal(await button(name).count(), 1, name);

  const id = await open('obshtestvo');
  await at.page.getByText('If you change this article, an editor reads it again').waitFor();
  for (const name of ['Publish', 'Schedule', 'Schedule as it is now', 'Withdraw']) assert.equal(await button(name).count(), 0, name);
  // What is looked at before publishing, they look at too.
  await button('More').click();
  await button('Before publishing').click();
  const dialog = at.page.getByRole('dialog', { name: 'Before publishing' });
  await dialog.getByText('Somebody signs it').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Publish now' }).count(), 0);
  await check(at, 'checklist-alone');
  await at.page.keyboard.press('Escape');
  await button('More').click();
  await button('Cancel the schedule').click();
  await eventually(async () => (await state_of(id)) === 'in_review', 'out of the schedule');
  assert.deepEqual(at.complaints, []);
  await at.context.close();
});

test('that readers do not see the latest changes is told until they are published', async () => {
  const { id } = await api.addPublished({ headline: 'Вече излязла', section: 'obshtestvo', body: bodyOf('Първо.') });
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  const told = page.getByText('Readers do not see the latest changes yet');
  await page.getByRole('button', { name: 'Publish', exact: true }).waitFor();
  assert.equal(await told.count(), 0);
  await page.getByRole('textbox', { name: 'Deck' }).fill('Ново подзаглавие');
  await told.waitFor();
  await check(desk, 'changes-not-published');
  await checkNarrow(desk, 'changes-not-published');
  await page.getByRole('link', { name: 'All articles' }).click();
  await page.getByRole('link', { name: /Вече излязла/ }).getByText('changes not published').waitFor();
  await page.getByRole('link', { name: /Вече излязла/ }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('link', { name: 'See it' }).waitFor();
  await told.waitFor({ state: 'detached' });
});

test('with the details closed, open notes and a return are told all the same', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Върната с бележка');
  await body(page).click();
  await page.keyboard.type('Кметът Иван Петров дойде.');
  await saved(page);
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('complementary', { name: 'Details' }).waitFor({ state: 'detached' });
  await api.must('POST', `articles/${id}/comments`, { text: 'Сигурно ли е?', quote: 'Иван Петров' });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // somebody comes back to the tab
  await body(page).locator('.noted').getByText('Иван Петров').waitFor();
  await page.getByText('1 open note.').waitFor();
  await api.must('POST', `articles/${id}/submit`);
  await api.must('POST', `articles/${id}/return`, { reason: 'Проверете името' });
  await page.getByText('Back to draft: Проверете името').waitFor();
  await checkNarrow(desk, 'returned');
  await page.getByRole('button', { name: 'To the notes' }).click();
  await page.getByRole('region', { name: 'Notes' }).getByText('Сигурно ли е?').waitFor();
  assert.equal(await page.getByText('1 open note.').count(), 0);
});

test('a step says what it did, and what was said before it is gone', async () => {
  const { id } = await api.add({ headline: 'За неделя', section: 'obshtestvo', body: bodyOf('Текст.') });
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.getByRole('textbox', { name: 'Publish at' }).fill('Sunday 18:00');
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule' }).click();
  await notice('Scheduled.').waitFor();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the schedule' }).click();
  await notice('It is not scheduled any more.').waitFor();
  assert.equal(await notice('Scheduled.').count(), 0);
});

test('without a network the newsroom says so in words of its own', async () => {
  await desk.context.setOffline(true);
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByRole('dialog').getByText('The server does not answer').first().waitFor();
  await desk.context.setOffline(false);
  await page.keyboard.press('Escape');
});

test('a correction goes out with the text that it tells of, and what lacks before publishing is said in words', async () => {
  const { id, address } = await api.addPublished({ headline: 'Със сгрешено име', section: 'obshtestvo', body: bodyOf('Кметът Иванов.') });
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  await page.getByRole('textbox', { name: 'Deck' }).fill('Кметът е Петров.');
  await saved(page);
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByRole('textbox', { name: 'What changed' }).fill('Името на кмета е Петров.');
  assert.ok(await page.getByRole('checkbox', { name: /Publish the changes of the text too/ }).isChecked());
  await page.getByRole('button', { name: 'Publish now' }).click();
  await eventually(async () => {
    const { text } = await newsroom.server.get(address);
    return /Името на кмета е Петров/.test(text) && /Кметът е Петров/.test(text);
  }, 'the note and the text');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('The lead image has an alt text – missing').waitFor();
  await page.keyboard.press('Escape');
});

test('a note or a correction that is begun outlives its panel, its dialog and a reload', async () => {
  const { id } = await api.addPublished({ headline: 'С недовършена бележка', section: 'obshtestvo', body: bodyOf('Първо.') });
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  const note = page.getByRole('textbox', { name: 'Add a note' });
  await note.fill('Проверете годината');
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  const correction = page.getByRole('textbox', { name: 'What changed' });
  await correction.fill('Мостът е от 1934 г.');
  await page.keyboard.press('Escape');
  await page.reload();
  assert.equal(await note.inputValue(), 'Проверете годината');
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  assert.equal(await correction.inputValue(), 'Мостът е от 1934 г.');
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  assert.equal(await correction.inputValue(), '');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('region', { name: 'Notes' }).getByRole('listitem').filter({ hasText: 'Проверете годината' }).waitFor();
  assert.equal(await note.inputValue(), '');
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
