// Two people write in one article at once: each sees the other's words and cursor, and nothing of either is lost, be the
// server killed or the network cut while they type.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, newToken, removeFolders } from '../portal/vestnik.mjs';
import { addPerson, body, check, checkNarrow, launch, newArticle, newDesk, newNewsroom, people, saved, servedAgain, signIn, withoutLine } from './desk.mjs';

const rounds = 8;

let newsroom, browser, maria, petar;
before(async () => {
  newsroom = await newNewsroom();
  browser = await launch();
  maria = await newDesk(browser, newsroom.server);
  petar = await newDesk(browser, newsroom.server);
  await signIn(maria, people.chief);
  await signIn(petar, people.editor);
});
after(async () => {
  await browser?.close();
  await newsroom?.server.stop();
  await removeFolders();
});

const api = async () => newsroom.server.api(await newToken(newsroom.data));
const on_server = async (id) => (await api()).must('GET', `articles/${id}`);
const words_of = (article) => JSON.stringify(article.body).match(/word[a-z]*\d+/g) ?? [];
// Without the names at the others' cursors.
const shown = (desk) =>
  body(desk.page).evaluate((element) => {
    const copy = element.cloneNode(true);
    for (const caret of copy.querySelectorAll('.caret')) caret.remove();
    return [...copy.children].map((block) => block.textContent.replaceAll('\ufeff', '').replaceAll('\u2060', '')).join('\n');
  });
const others = (desk) => desk.page.getByRole('list', { name: 'Also here now' }).getByRole('listitem');

/** An article that both have open. */
async function openedByBoth(headline, text = '') {
  await maria.page.goto(`${maria.origin}/newsroom/articles`);
  const id = await newArticle(maria.page, headline);
  await body(maria.page).click();
  if (text) await maria.page.keyboard.type(text);
  await saved(maria.page);
  await petar.page.goto(`${petar.origin}/newsroom/articles/${id}`);
  await others(maria).first().waitFor();
  await others(petar).first().waitFor();
  return id;
}
const sees = (desk, text) => eventually(async () => (await shown(desk)).includes(text), `${text} at the other desk`);
const same_words = (id, typed) =>
  eventually(async () => {
    const found = words_of(await on_server(id));
    return found.toSorted().join() === typed.toSorted().join();
  }, `every word once on the server: ${typed.join(' ')}`);

test('both see the other, their words and their cursor', async () => {
  const id = await openedByBoth('Двама на един текст', 'Start. ');
  assert.deepEqual(await others(maria).allInnerTexts(), ['ПД\nПетър Димов']);
  assert.deepEqual(await others(petar).allInnerTexts(), ['МИ\nМария Иванова']);
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await petar.page.keyboard.type('wordp1 ');
  await sees(maria, 'wordp1');
  await maria.page.locator('.sheet .caret .name', { hasText: 'Петър Димов' }).waitFor();
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+Home');
  await maria.page.keyboard.type('wordm1 ');
  await sees(petar, 'wordm1');
  await petar.page.locator('.sheet .caret .name', { hasText: 'Мария Иванова' }).waitFor();
  await check(maria, 'together');
  await checkNarrow(petar, 'together');
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, ['wordm1', 'wordp1']);
});

test('both type in one paragraph at the same time: every word stands there once', async () => {
  const id = await openedByBoth('В един абзац', 'middle');
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+Home');
  const typed = [];
  await Promise.all(
    [[maria, 'm'], [petar, 'p']].map(async ([desk, sign]) => {
      for (let i = 0; i < 15; ++i) {
        typed.push(`word${sign}${i}`);
        await desk.page.keyboard.type(` word${sign}${i} `, { delay: 8 });
      }
    }),
  );
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, typed);
  await eventually(async () => (await shown(maria)) === (await shown(petar)), 'the same text at both desks');
  assert.equal(await maria.page.getByRole('dialog').count(), 0);
});

test('headline, deck and section are shared too', async () => {
  const id = await openedByBoth('Общо');
  await petar.page.getByRole('textbox', { name: 'Deck' }).fill('Подзаглавие на Петър');
  await eventually(async () => (await maria.page.getByRole('textbox', { name: 'Deck' }).inputValue()) === 'Подзаглавие на Петър', 'the deck');
  const headline = maria.page.getByRole('textbox', { name: 'Headline' });
  await headline.click();
  await maria.page.keyboard.press('End');
  await maria.page.keyboard.type(' заглавие');
  const theirs = petar.page.getByRole('textbox', { name: 'Headline' });
  await eventually(async () => (await theirs.inputValue()) === 'Общо заглавие', 'the headline');
  // The caret of who types stays where it is when the other changes the same line.
  await theirs.click();
  await petar.page.keyboard.press('Home');
  await petar.page.keyboard.type('Много ');
  await eventually(async () => (await headline.inputValue()) === 'Много Общо заглавие', 'the headline at both');
  await maria.page.keyboard.type('!');
  await eventually(async () => (await theirs.inputValue()) === 'Много Общо заглавие!', 'where the caret was');
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await eventually(async () => {
    const article = await on_server(id);
    return article.headline === 'Много Общо заглавие!' && article.deck === 'Подзаглавие на Петър';
  }, 'both on the server');
});

test('undoing takes back only what one has typed oneself', async () => {
  await openedByBoth('Отмяна', 'base ');
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await petar.page.keyboard.type('wordp1');
  await sees(maria, 'wordp1');
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+Home');
  await maria.page.keyboard.type('wordm1 ');
  await sees(petar, 'wordm1');
  await petar.page.keyboard.press('Control+z');
  await eventually(async () => !(await shown(maria)).includes('wordp1'), 'it gone at both');
  assert.match(await shown(maria), /wordm1/);
});

test('the server is killed while both type: every word arrives once', async () => {
  const id = await openedByBoth('Убит под двама', 'start');
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+Home');
  const typed = [];
  for (let round = 0; round < rounds; ++round) {
    const type = async (desk, sign) => {
      typed.push(`word${sign}${round}`);
      await desk.page.keyboard.type(` word${sign}${round} `, { delay: 4 });
    };
    await Promise.all([type(maria, 'm'), type(petar, 'p')]);
    if (round % 2) await new Promise((resolve) => setTimeout(resolve, 80 + round * 110));
    await newsroom.server.kill();
    await Promise.all([type(maria, 'mx'), type(petar, 'px')]);
    await servedAgain(newsroom);
  }
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, typed);
  await eventually(async () => (await shown(maria)) === (await shown(petar)), 'the same text at both desks');
});

test('the network of one goes and comes while both type: every word arrives once', async (t) => {
  t.after(() => petar.context.setOffline(false)); // for the cases behind it
  const id = await openedByBoth('Откъснат', 'start');
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+Home');
  const typed = [];
  for (let round = 0; round < rounds; ++round) {
    await petar.context.setOffline(round % 2 === 0);
    await Promise.all(
      [[maria, 'm'], [petar, 'p']].map(async ([desk, sign]) => {
        typed.push(`word${sign}${round}`);
        await desk.page.keyboard.type(` word${sign}${round} `, { delay: 10 });
      }),
    );
  }
  await petar.context.setOffline(true);
  await petar.page.keyboard.type(' wordp99 ');
  typed.push('wordp99');
  await petar.page.getByRole('status', { name: /Offline/ }).waitFor();
  // A network that is gone says no goodbye: the server asks after 10 s of silence, and gives up after 20 s.
  await eventually(async () => (await others(maria).count()) === 0, 'nobody said to be there who is not', 60_000);
  await petar.context.setOffline(false);
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, typed);
});

test('who comes back after a long time without a network goes on in the same document', async (t) => {
  t.after(() => petar.context.setOffline(false));
  const id = await openedByBoth('Дълго откъснат', 'start ');
  await petar.context.setOffline(true);
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await petar.page.keyboard.type('wordp1');
  await petar.page.getByRole('status', { name: /Offline/ }).waitFor();
  // At the same place: a merge of two texts would have to ask.
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+End');
  await maria.page.keyboard.type('wordm1');
  await saved(maria.page);
  // An hour goes by.
  await petar.page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
  });
  await petar.context.setOffline(false);
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, ['wordp1', 'wordm1']);
  await eventually(async () => (await shown(maria)) === (await shown(petar)), 'the same text at both desks');
  assert.equal(await petar.page.getByRole('dialog').count(), 0);
});

test('a tab that is closed in the middle of a word: what the server had is saved, the rest comes with its return', async () => {
  const id = await openedByBoth('Затворен по средата', 'start');
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await petar.page.keyboard.type(' wordp1');
  await sees(maria, 'wordp1');
  await petar.page.keyboard.type(' wordp2');
  await petar.page.close({ runBeforeUnload: false });
  petar.page = await petar.context.newPage();
  // Who stays saves what the other had typed.
  await eventually(async () => words_of(await on_server(id)).includes('wordp1'), 'saved by who is still there');
  await petar.page.goto(`${petar.origin}/newsroom/articles/${id}`);
  await saved(petar.page);
  await same_words(id, ['wordp1', 'wordp2']);
  assert.equal(await petar.page.getByRole('dialog').count(), 0);
});

test('an editor’s words that stand at a reporter’s desk too leave a story in its schedule', async () => {
  const reporter = { email: 'ana@example.org', name: 'Ана Тодорова', role: 'reporter', password: 'nine brave ducks whistle' };
  await addPerson(newsroom, reporter);
  const ana = await newDesk(browser, newsroom.server);
  await signIn(ana, reporter);
  await maria.page.goto(`${maria.origin}/newsroom/articles`);
  const id = await newArticle(maria.page, 'Насрочена под двама');
  await body(maria.page).click();
  await maria.page.keyboard.type('start');
  await saved(maria.page);
  const outside = await api();
  await outside.must('PUT', `articles/${id}`, { assignee: reporter.email });
  await eventually(async () => JSON.stringify((await on_server(id)).body).includes('start'), 'the first words');
  await outside.must('POST', `articles/${id}/schedule`, { at: '2099-01-01T10:00:00Z' });
  await ana.page.goto(`${ana.origin}/newsroom/articles/${id}`);
  await others(ana).first().waitFor();
  await others(maria).first().waitFor();
  const her_saves = new RegExp(`/api/v1/articles/${id}$`);
  await maria.page.route(her_saves, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+End');
  await maria.page.keyboard.type(' wordm1');
  await sees(ana, 'wordm1');
  await ana.page.getByRole('link', { name: 'All articles' }).click();
  await ana.page.getByRole('searchbox', { name: 'Search articles' }).waitFor();
  await ana.page.waitForLoadState('networkidle');
  assert.equal((await on_server(id)).state, 'scheduled');
  await maria.page.unroute(her_saves);
  await saved(maria.page);
  await same_words(id, ['wordm1']);
  assert.equal((await on_server(id)).state, 'scheduled');
  assert.deepEqual(ana.complaints, []);
  await ana.context.close();
});

test('what comes into the article from elsewhere comes to both, and nothing of theirs is taken back', async () => {
  const id = await openedByBoth('Отвън', 'wordm1');
  const outside = await api();
  const article = await outside.must('GET', `articles/${id}`);
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'wordx1' }] };
  await body(maria.page).click();
  await maria.page.keyboard.press('Control+End');
  await Promise.all([
    maria.page.keyboard.type(' wordm2', { delay: 20 }),
    outside.must('PUT', `articles/${id}`, { deck: 'Отвън', body: { ...article.body, content: [...article.body.content, paragraph] } }),
  ]);
  await sees(maria, 'wordx1');
  await sees(petar, 'wordx1');
  await eventually(async () => (await petar.page.getByRole('textbox', { name: 'Deck' }).inputValue()) === 'Отвън', 'the deck');
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, ['wordm1', 'wordm2', 'wordx1']);
});

test('without a line everything goes on as it does for one', async () => {
  const alone = await newDesk(browser, newsroom.server);
  await withoutLine(alone);
  await signIn(alone, people.chief);
  const id = await newArticle(alone.page, 'Без линия');
  await body(alone.page).click();
  await alone.page.keyboard.type('wordm1 wordm2');
  await saved(alone.page);
  await same_words(id, ['wordm1', 'wordm2']);
  assert.deepEqual(alone.complaints, []);
  await alone.context.close();
});

test('nothing of it breaks a rule of the page', () => {
  assert.deepEqual([...maria.complaints, ...petar.complaints], []);
});
