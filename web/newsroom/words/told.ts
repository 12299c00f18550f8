// What the server says in English, in the words of the interface: the steps of an article's work, the refusals that people
// meet most, and the names of operations in the log. What is not known here is shown as it came.
import type { Language } from './index.svelte';
import { advertising_operations, advertising_phrases } from './told_advertising';

type Both = Record<Language, string>;

// ---- steps (src/newsroom/workflow.cpp, schedule.cpp, articles.cpp, editors_hand.cpp) ----

// By the beginning of what the note says; a reason or a time may follow it.
const steps: [string, Both][] = [
  ['submitted', { en: 'Sent to review', bg: 'Пратена за преглед' }],
  ['found ready', { en: 'Found ready', bg: 'Отбелязана като готова' }],
  ['unscheduled', { en: 'Schedule cancelled', bg: 'Графикът е отменен' }],
  ['returned', { en: 'Back to draft', bg: 'Върната в чернови' }],
  ['published late, was due at', { en: 'Published late, was due at', bg: 'Публикувана със закъснение, трябваше да излезе в' }],
  ['published as scheduled for', { en: 'Published as scheduled for', bg: 'Публикувана по график за' }],
  ['could not be published at its time,', { en: 'Could not be published at its time,', bg: 'Не можа да се публикува в своето време,' }],
  ['published', { en: 'Published', bg: 'Публикувана' }],
  ['unpublished', { en: 'Unpublished', bg: 'Свалена от сайта' }],
  ['withdrawn', { en: 'Withdrawn', bg: 'Оттеглена' }],
  ['scheduled', { en: 'Scheduled', bg: 'В график' }],
  ['moved to the bin', { en: 'Moved to the bin', bg: 'Пратена в кошчето' }],
  ['changed, to be read again', { en: 'Changed, to be read again', bg: 'Променена, за нов преглед' }],
  ['assigned to nobody', { en: 'Assigned to nobody', bg: 'Вече не е възложена на никого' }],
  ['assigned', { en: 'Assigned', bg: 'Възложена' }],
  ['embargo lifted', { en: 'Embargo lifted', bg: 'Ембаргото е вдигнато' }],
  ['embargo', { en: 'Embargo', bg: 'Ембарго' }],
];
const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/g;

// `show`: a moment, on the clock of the site.
export const moments_in = (text: string, show: (at: string) => string): string => text.replace(moment, show);
export function step_in_words(text: string, language: Language, show: (at: string) => string): string {
  // " 2026-…" follows what ends in "at", "for" or a comma, ": why" the others.
  const goes_on = (begins: string) => (/(at|for|,)$/.test(begins) ? ' ' : ': ');
  const known = steps.find(([begins]) => text === begins || text.startsWith(begins + goes_on(begins)));
  const [begins, words] = known ?? ['', { en: '', bg: '' }];
  const rest = text.slice(begins.length);
  // A reason is a person's own; only what the schedule was refused for is the server's.
  const told = begins.startsWith('could not') ? phrases_in(rest, language) : rest;
  return words[language] + (known && begins !== 'returned' && begins !== 'withdrawn' ? told.replace(moment, show) : told);
}

// ---- refusals ----

const phrases: [string, string][] = (
  [
    ['The server does not answer', 'Сървърът не отговаря'],
    ["the section wants an editor's hand on it", 'в тази рубрика публикува редактор'],
    ['submit the story for review', 'пратете статията за преглед'],
    ['no such time zone', 'няма такава часова зона'],
    ['not a host name', 'това не е име на сървър'],
    ['letters, digits, dots and hyphens', 'букви, цифри, точки и тирета'],
    ['a section does not lie below itself', 'една рубрика не може да е под самата себе си'],
    ['name a section outside it', 'посочете рубрика извън нея'],
    ['the article is in the bin', 'статията е в кошчето'],
    ['submit it first', 'първо я извадете оттам'],
    ['the article is published already', 'статията вече е публикувана'],
    ['a published article cannot be scheduled', 'публикувана статия не може да се сложи в график'],
    ['unpublish it first', 'първо я свалете от сайта'],
    ['the article has as many preview links as it may have', 'статията има толкова адреси за предпреглед, колкото може'],
    ['withdraw those that nobody needs', 'отменете ненужните'],
    ['this was done already, and its answer is told once', 'това вече е направено, а отговорът се казва веднъж'],
    ['look for it in the list; make another with a new key where the answer was lost', 'потърсете го в списъка; ако отговорът се е загубил, направете ново'],
    ["what is pinned or breaking is an editor's to say", 'какво е закачено или извънредно решава редактор'],
    ['the program itself answers at this address', 'на този адрес отговаря самата програма'],
    ['choose another slug', 'изберете друг адрес'],
    ['the time is past', 'това време е минало'],
    ['name a later one, or publish at once', 'посочете по-късно или публикувайте веднага'],
    ['the article is under an embargo', 'статията е под ембарго'],
    ['publish or schedule it for that time or later', 'публикувайте я или я сложете в график за този час или по-късно'],
    ['an embargo is lifted or shortened by an editor', 'ембарго се вдига или скъсява от редактор'],
    ['ask an editor of the section', 'помолете редактор от рубриката'],
    ['ask an editor of its section', 'помолете редактор от рубриката ѝ'],
    ['the article was withdrawn', 'статията е оттеглена'],
    ['readers see the article already', 'читателите вече виждат статията'],
    ['the article is scheduled before that', 'статията е в график за по-рано'],
    ['schedule it later first', 'първо я сложете в график за по-късно'],
    ['the time of publication lies ahead', 'времето на публикуване е в бъдещето'],
    ['the article is published', 'статията е публикувана'],
    ['the article is withdrawn', 'статията е оттеглена'],
    ['another published article has this address', 'друга публикувана статия има този адрес'],
    ['change the slug of one of them', 'променете адреса на една от двете'],
    ['this story is not yours', 'тази статия не е ваша'],
    ['ask an editor of its section, or the one who has it', 'помолете редактор от рубриката ѝ или този, на когото е възложена'],
    ['the role is for other sections', 'ролята ви е за други рубрики'],
    ['the role is for another site', 'ролята ви е за друг сайт'],
    ['this belongs to the whole installation', 'това е на цялата инсталация'],
    ['ask an administrator of every site', 'помолете администратор на всички сайтове'],
    ['ask an administrator', 'помолете администратор'],
    ['no such article', 'няма такава статия'],
    ['no such comment', 'няма такъв коментар'],
    ['an article needs a headline', 'статията трябва да има заглавие'],
    ['it has been changed since you read it', 'променено е, след като сте го отворили'],
    ['put your changes into the current state and send them with its ETag', 'отворете го отново и повторете промяната'],
    ['the password is not right', 'паролата не е вярна'],
    ['no authenticator program is being set up', 'настройката на приложението за кодове вече не тече'],
    ['begin again without a code', 'започнете я отначало'],
    ['this account is disabled', 'този профил е спрян'],
    ['enable it first', 'първо го пуснете'],
    ['the role may not do this', 'ролята ви не позволява това'],
    ['it takes one of:', 'нужна е една от:'],
    ["the time of publication is an editor's to set", 'времето на публикуване се определя от редактор'],
    ['this is confirmed by a person who has signed in', 'това се потвърждава от човек, който е влязъл'],
    ['who took it over does not confirm it', 'който го е поел, не го потвърждава'],
    ['readers see the article, or soon will', 'читателите виждат статията или скоро ще я видят'],
    ['take it back first', 'първо я свалете'],
    ['a reader sent this file: it is shown in articles, and only there', 'този файл е изпратен от читател: показва се в статии и никъде другаде'],
    ['a person needs a name', 'човекът трябва да има име'],
    ['an author needs a name', 'авторът трябва да има име'],
    ['a site needs a name', 'сайтът трябва да има име'],
    ['a token needs a name', 'ключът трябва да има име'],
    ['not an e-mail address', 'това не е адрес на електронна поща'],
    ['a section needs its site', 'рубриката трябва да е на някой сайт'],
    ['name the site too', 'посочете и сайта'],
    ['this rule needs a section', 'това правило иска рубрика'],
    ['this rule needs a topic', 'това правило иска тема'],
    ['not a number of stories', 'това не е брой статии'],
    ['the crop is too small to be seen', 'изрязаното е твърде малко, за да се види'],
    ['the crop does not lie within the picture', 'изрязаното излиза извън снимката'],
    ['not a picture that we read', 'това не е снимка, която можем да прочетем'],
    ['send JPEG, PNG, WebP, GIF, AVIF or HEIC', 'изпратете JPEG, PNG, WebP, GIF, AVIF или HEIC'],
    ['not a kind of file that is kept', 'такива файлове не се пазят'],
    ['unreadable picture', 'снимката не се чете'],
    ['the upload has expired', 'качването е изтекло'],
    ['there is no such upload', 'няма такова качване'],
    ['begin anew', 'започнете отначало'],
    ['no such asset', 'няма такъв файл'],
    ['no such section', 'няма такава рубрика'],
    ['no such author', 'няма такъв автор'],
    ['no such story', 'няма такава история'],
    ['the story has no such published article', 'историята няма такава публикувана статия'],
    ['a story needs a name', 'историята трябва да има име'],
    ['a story needs an address', 'историята трябва да има адрес'],
    ['another story has this address', 'друга история има този адрес'],
    ['this address leads readers on to another', 'този адрес води читателите към друг'],
    ['send another slug, or remove the redirect first', 'изберете друг адрес или първо махнете пренасочването'],
    ['send another slug', 'изберете друг адрес'],
    ['not a state of a story', 'няма такова състояние на история'],
    ['no such site', 'няма такъв сайт'],
    ['not an http(s) address', 'това не е адрес, който започва с https://'],
    ['not a path of the site', 'това не е адрес в сайта'],
    ['begin it with one slash', 'започнете го с наклонена черта'],
    ['it would lead to itself', 'би водил към себе си'],
    ['the tag names no server that readers could be told of', 'кодът не назовава сървър, за който да се каже на читателите'],
    ['paste the whole tag, with the https address that it loads', 'поставете целия код с адреса https://, от който се зарежда'],
    ['not a colour', 'това не е цвят'],
    ['not a number of paragraphs', 'това не е брой абзаци'],
    ['not enough memory to keep a password safely', 'няма достатъчно памет, за да се запази паролата сигурно'],
    ['try again in a moment', 'опитайте пак след малко'],
    ['there is one by this name already', 'вече има с това име'],
    ['choose another name', 'изберете друго'],
    ['nobody has read the article yet', 'никой още не е чел статията'],
    ['mend it and publish it', 'поправете я и я публикувайте'],
    ['the article shows what a reader sent, and not everything about that is settled', 'статията показва изпратено от читател и не всичко около него е уредено'],
    ['say why it may be published, check what is missing, and let a second person look', 'напишете защо може да се публикува, проверете липсващото и нека погледне и втори човек'],
    ['this is the last administrator', 'това е последният администратор'],
    ['make another one first', 'първо направете друг'],
    ['a password has at least 10 characters', 'паролата има поне 10 знака'],
    ['this password is the first that anybody would try', 'тази парола би опитал всеки най-напред'],
    ['four words in a row are easy to keep in mind', 'четири думи една след друга се помнят лесно'],
    ['the password was changed meanwhile', 'паролата е сменена междувременно'],
    ['sign in with the new one', 'влезте с новата'],
    ['this link has been used or is too old', 'връзката вече е използвана или е твърде стара'],
    ['ask an administrator for a new one', 'помолете администратор за нова'],
    ['say why it may be published, check it, and let a second person look', 'напишете защо може да се публикува, проверете го и нека погледне и втори човек'],
    ['download the picture and upload it', 'свалете снимката и я качете'],
    ['try again later, or download the picture and upload it', 'опитайте по-късно или свалете снимката и я качете'],
    ['pictures are not taken over from other sites here', 'тук не се вземат снимки от други сайтове'],
    ["the picture's address is too long", 'адресът на снимката е твърде дълъг'],
    ["the picture's address is not an address", 'адресът на снимката не е адрес'],
    ['pictures are taken over from http and https addresses alone', 'снимки се вземат само от адреси http и https'],
    ["the picture's address names a user", 'адресът на снимката назовава потребител'],
    ["the picture's address names no server", 'адресът на снимката не назовава сървър'],
    ["the picture's address names no public server", 'адресът на снимката не назовава публичен сървър'],
    ['pictures are taken over from the usual ports of http and https alone', 'снимки се вземат само от обичайните портове на http и https'],
    ['the other site leads on from https to http', 'другият сайт препраща от https към http'],
    ['the other site leads on from one address to the next without an end', 'другият сайт препраща от адрес на адрес без край'],
    ["there is no server by the name in the picture's address", 'няма сървър с името от адреса на снимката'],
    ["the other site's name cannot be looked up now", 'името на другия сайт не може да се намери сега'],
    ['the picture on the other site is too large', 'снимката на другия сайт е твърде голяма'],
    ['the server stops', 'сървърът спира'],
    ['make the picture smaller and upload it', 'намалете снимката и я качете'],
    ['the other site cannot give the picture now', 'другият сайт не може да даде снимката сега'],
    ['the other site does not give the picture', 'другият сайт не дава снимката'],
    ['the other site sends the picture compressed once more', 'другият сайт праща снимката компресирана още веднъж'],
    ['the other site broke off', 'другият сайт прекъсна'],
    ['the other site does not answer as a web server', 'другият сайт не отговаря като уебсървър'],
    ['the other site does not answer', 'другият сайт не отговаря'],
    ['the other site cannot be asked for by its name', 'другият сайт не може да се потърси по име'],
    ["the other site's certificate is not to be trusted", 'на сертификата на другия сайт не може да се вярва'],
    ['no secure connection to the other site can be made', 'не може да се направи сигурна връзка с другия сайт'],
    ['the other site takes too long', 'другият сайт се бави твърде много'],
    ["the system's trust store cannot be read", 'списъкът на доверените сертификати не се чете'],
    ['what the other site gives is no picture that we read', 'това, което другият сайт дава, не е снимка, която можем да прочетем'],
    ['Internal Server Error', 'грешка в сървъра'],
    ['Payload Too Large', 'твърде голямо е'],
    ['Content Too Large', 'твърде голямо е'],
    ['too much is waiting already', 'вече чака твърде много'],
    ...advertising_phrases,
  ] as [string, string][]
).sort(([a], [b]) => b.length - a.length);

const states: Record<string, string> = {
  draft: 'чернова',
  in_review: 'за преглед',
  ready: 'готова',
  scheduled: 'в график',
  published: 'публикувана',
  withdrawn: 'оттеглена',
  trashed: 'в кошчето',
  hidden: 'скрита',
};

export function phrases_in(text: string, language: Language): string {
  if (language === 'en') return text;
  let told = text.replace(/an article that is (\w+) cannot be [\w ]+/, (whole, state: string) =>
    states[state] ? `статия в състояние „${states[state]}“ не търпи тази стъпка` : whole,
  );
  told = told
    .replace(/too many attempts; wait (\d+) seconds/, 'твърде много опити; изчакайте $1 секунди')
    .replace(/longer than (\d+) bytes/, 'по-дълго от допустимото ($1 байта; буква на кирилица е два)')
    .replace(/the picture has (.+) (bytes|pixels)/, (_, size: string, unit: string) => `снимката има ${size} ${unit === 'bytes' ? 'байта' : 'пиксела'}`)
    .replace(/the file has (.+) bytes/, 'файлът има $1 байта');
  for (const [english, bulgarian] of phrases) told = told.replaceAll(english, bulgarian);
  return told;
}

// By the names that the server has for them: what else could be too long, or not be there?
const fields: Record<string, Both> = {
  headline: { en: 'Headline', bg: 'Заглавие' },
  deck: { en: 'Deck', bg: 'Подзаглавие' },
  slug: { en: 'Address', bg: 'Адрес' },
  description: { en: 'Description', bg: 'Описание' },
  lead_caption: { en: 'Caption of the lead image', bg: 'Надпис под водещата снимка' },
  lead_image: { en: 'Lead image', bg: 'Водеща снимка' },
  canonical_url: { en: 'Canonical address', bg: 'Първоначален адрес' },
  section: { en: 'Section', bg: 'Рубрика' },
  authors: { en: 'Bylines', bg: 'Автори' },
  topics: { en: 'Topics', bg: 'Теми' },
  stories: { en: 'Stories', bg: 'Истории' },
  body: { en: 'Body', bg: 'Текст' },
  text: { en: 'Text', bg: 'Текст' },
  quote: { en: 'Passage', bg: 'Пасаж' },
  reason: { en: 'Reason', bg: 'Причина' },
  name: { en: 'Name', bg: 'Име' },
  bio: { en: 'Biography', bg: 'Биография' },
  url: { en: 'Web address', bg: 'Адрес в мрежата' },
  title: { en: 'Title', bg: 'Заглавие' },
  alt: { en: 'Alt text', bg: 'Описание' },
  caption: { en: 'Caption', bg: 'Надпис' },
  credit: { en: 'Credit', bg: 'Източник' },
  rights: { en: 'Rights', bg: 'Права' },
};
const says_not_of_what = /^(longer than|not an? |no such|not true)/;

// `input`: what the server says was wrong.
export function refusal_in_words(text: string, language: Language, input = ''): string {
  const told = phrases_in(text, language);
  const field = says_not_of_what.test(text) ? fields[/^[a-z_]+/.exec(input)?.[0] ?? ''] : undefined;
  if (field) return `${field[language]}: ${told}`;
  return told === text ? text : told.charAt(0).toUpperCase() + told.slice(1);
}

// ---- operations ----

const operations: Record<string, Both> = {
  ...advertising_operations,
  addArticle: { en: 'Began an article', bg: 'Започна статия' },
  putArticle: { en: 'Saved an article', bg: 'Записа статия' },
  trashArticle: { en: 'Moved an article to the bin', bg: 'Прати статия в кошчето' },
  submitArticle: { en: 'Sent an article to review', bg: 'Прати статия за преглед' },
  returnArticle: { en: 'Sent an article back to its writer', bg: 'Върна статия на автора ѝ' },
  readyArticle: { en: 'Found an article ready', bg: 'Отбеляза статия като готова' },
  publishArticle: { en: 'Published an article', bg: 'Публикува статия' },
  unpublishArticle: { en: 'Unpublished an article', bg: 'Свали статия от сайта' },
  withdrawArticle: { en: 'Withdrew an article', bg: 'Оттегли статия' },
  scheduleArticle: { en: 'Scheduled an article', bg: 'Сложи статия в график' },
  unscheduleArticle: { en: 'Cancelled a schedule', bg: 'Отмени график' },
  restoreRevision: { en: 'Restored a revision', bg: 'Върна версия' },
  addCorrection: { en: 'Added a correction', bg: 'Добави поправка' },
  putCorrection: { en: 'Changed a correction', bg: 'Промени поправка' },
  removeCorrection: { en: 'Removed a correction', bg: 'Махна поправка' },
  putHistory: { en: 'Changed what readers may compare', bg: 'Промени публичната история' },
  putReadersComment: { en: 'Decided on a reader’s comment', bg: 'Реши за коментар на читател' },
  removeReadersComment: { en: 'Removed a reader’s comment', bg: 'Премахна коментар на читател' },
  addNote: { en: 'Added a note', bg: 'Добави бележка' },
  resolveNote: { en: 'Resolved a note', bg: 'Приключи бележка' },
  addPreview: { en: 'Made a preview address', bg: 'Направи адрес за предпреглед' },
  removePreview: { en: 'Revoked a preview address', bg: 'Отмени адрес за предпреглед' },
  removePreviews: { en: 'Revoked all preview addresses', bg: 'Отмени всички адреси за предпреглед' },
  putReaderMaterial: { en: 'Took over readers’ material', bg: 'Пое материал от читатели' },
  confirmReaderMaterial: { en: 'Confirmed readers’ material', bg: 'Потвърди материал от читатели' },
  fetchAsset: { en: 'Took over a picture from another site', bg: 'Взе снимка от друг сайт' },
  addAsset: { en: 'Added a file', bg: 'Добави файл' },
  putAsset: { en: 'Changed what is said of a file', bg: 'Промени данните на файл' },
  putAuthor: { en: 'Changed an author', bg: 'Промени автор' },
  addStory: { en: 'Began a story', bg: 'Започна история' },
  putStory: { en: 'Changed a story', bg: 'Промени история' },
  deleteStory: { en: 'Deleted a story', bg: 'Изтри история' },
  putStoryPart: { en: 'Changed a story’s timeline', bg: 'Промени хронологията на история' },
  putSection: { en: 'Changed a section', bg: 'Промени рубрика' },
  putSite: { en: 'Changed the site', bg: 'Промени сайта' },
  putFront: { en: 'Arranged a front', bg: 'Подреди начална страница' },
  previewFront: { en: 'Previewed a front', bg: 'Прегледа начална страница' },
  addRedirect: { en: 'Added a redirect', bg: 'Добави пренасочване' },
  removeRedirect: { en: 'Removed a redirect', bg: 'Махна пренасочване' },
  addToken: { en: 'Made a token', bg: 'Направи ключ за програма' },
  removeToken: { en: 'Revoked a token', bg: 'Отне ключ за програма' },
  addUser: { en: 'Invited a person', bg: 'Покани човек' },
  inviteUser: { en: 'Made a new sign-in link', bg: 'Направи нова връзка за влизане' },
  patchUser: { en: 'Changed an account', bg: 'Промени профил' },
  disableUser: { en: 'Disabled an account', bg: 'Спря профил' },
  signIn: { en: 'Signed in', bg: 'Влезе' },
  signInWithPasskey: { en: 'Signed in with a passkey', bg: 'Влезе с ключ за достъп' },
  signOut: { en: 'Signed out', bg: 'Излезе' },
  putPassword: { en: 'Changed the password', bg: 'Смени паролата си' },
  acceptInvitation: { en: 'Accepted an invitation', bg: 'Прие покана' },
  endSession: { en: 'Ended a session', bg: 'Прекрати сесия' },
  changeSecondFactor: { en: 'Set up the two-step sign-in', bg: 'Включи влизането в две стъпки' },
  endSecondFactor: { en: 'Turned the two-step sign-in off', bg: 'Изключи влизането в две стъпки' },
  addPasskey: { en: 'Added a passkey', bg: 'Добави ключ за достъп' },
  removePasskey: { en: 'Removed a passkey', bg: 'Махна ключ за достъп' },
  putReportDesk: { en: 'Set up the report desk', bg: 'Настрои бюрото за сигнали' },
  addReportKey: { en: 'Changed the key of the report desk', bg: 'Смени ключа на бюрото за сигнали' },
  askReportMembership: { en: 'Asked to be let in to the report desk', bg: 'Помоли да влезе в бюрото за сигнали' },
  putOwnReportMember: { en: 'Changed their own passphrase of the report desk', bg: 'Смени паролата си за бюрото за сигнали' },
  putReportMember: { en: 'Let somebody in to the report desk', bg: 'Пусна човек в бюрото за сигнали' },
  putReport: { en: 'Changed a report', bg: 'Промени сигнал' },
  deleteReport: { en: 'Destroyed a report', bg: 'Унищожи сигнал' },
  addReportAnswer: { en: 'Answered a report', bg: 'Отговори на сигнал' },
  addReportNote: { en: 'Left a note at a report', bg: 'Остави бележка към сигнал' },
  deleteReportMember: { en: 'Removed somebody from the report desk', bg: 'Махна човек от бюрото за сигнали' },
};

// Empty: no words for it.
export const operation_in_words = (name: string, language: Language) => operations[name]?.[language] ?? '';
