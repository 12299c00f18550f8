// Times as people of the newsroom read and write them: in the site's zone, in the interface's language.

const zone_parts = new Map<string, Intl.DateTimeFormat>();

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

// What a clock on the wall in `zone` shows at that moment.
export function wall_time(at: Date, zone: string): Wall {
  let format = zone_parts.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zone_parts.set(zone, format);
  }
  const of: Record<string, number> = {};
  for (const part of format.formatToParts(at)) of[part.type] = Number(part.value);
  const part = (name: string) => of[name] ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

function as_if_utc(wall: Wall): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

// The moment when the wall clock in `zone` shows that. In the hour that a clock skips: as much later as it skips; in the
// hour that it repeats: the first time.
export function moment_of(wall: Wall, zone: string): Date {
  const wanted = as_if_utc(wall);
  const offset_at = (moment: number) => as_if_utc(wall_time(new Date(moment), zone)) - moment;
  const day = 86_400_000;
  const before = offset_at(wanted - day), after = offset_at(wanted + day);
  const early = wanted - Math.max(before, after), late = wanted - Math.min(before, after);
  for (const candidate of [early, late]) {
    if (offset_at(candidate) === wanted - candidate) return new Date(candidate);
  }
  return new Date(wanted - before);
}

export function show_time(at: string | Date | null | undefined, zone: string, language: string, seconds = false): string {
  if (!at) return '';
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: seconds ? 'medium' : 'short',
    timeZone: zone,
  }).format(new Date(at));
}

// With the day of the week: of what is to come, whoever plans a week sees a wrong day sooner than a wrong date.
export function show_due(at: string | Date | null | undefined, zone: string, language: string, seconds = false): string {
  if (!at) return '';
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    timeZone: zone,
  }).format(new Date(at));
}

// The day on the wall's calendar in `zone`: "2026-11-24".
export function day_in(at: Date, zone: string): string {
  return picker_value(at, zone).slice(0, 10);
}

// Of a day "2026-11-24", what `parts` ask for.
// The last day of what ends at that moment: at midnight, the day before.
export function last_day_in(end: Date, zone: string): string {
  return day_in(new Date(end.getTime() - 1), zone);
}
export function show_day(day: string, language: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}

export function show_clock(at: string | Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeStyle: 'short', timeZone: zone }).format(new Date(at));
}

// "5 minutes ago", "yesterday": for lists.
export function show_ago(at: string | null | undefined, language: string, now = Date.now()): string {
  if (!at) return '';
  const seconds = Math.round((new Date(at).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const far = Math.abs(seconds);
  if (far < 60) return format.format(0, 'minute');
  if (far < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (far < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  if (far < 30 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium' }).format(new Date(at));
}

const month_names = [
  ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'],
  ['януари', 'февруари', 'март', 'април', 'май', 'юни', 'юли', 'август', 'септември', 'октомври', 'ноември', 'декември'],
];
// 1 to 12; 0: no month begins like that.
function month_called(word: string): number {
  if (word.length < 3) return 0;
  return Math.max(...month_names.map((names) => names.findIndex((name) => name.startsWith(word)))) + 1;
}

// Sunday is 0. Whole names, and their beginnings of three letters or more that no other day has.
const weekdays = [
  ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
  ['неделя', 'понеделник', 'вторник', 'сряда', 'четвъртък', 'петък', 'събота'],
];
const short_weekdays = ['нд', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'];
function weekday_called(word: string): number {
  const short = short_weekdays.indexOf(word);
  if (short >= 0) return short;
  if (word.length < 3) return -1;
  return Math.max(...weekdays.map((names) => names.findIndex((name) => name.startsWith(word))));
}

// "след 2 часа", "in 45 min", "след час", "in half an hour"
const from_now = /^(?:след|in)\s+(?:(\d{1,3})\s*|(\p{L}+(?:\s+an?)?)\s+)?(?:(мин|min)|(?:час|ч|hour|h))\p{L}*\.?(\s+(?:и половина|and a half))?$/u;
const amounts: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, half: 0.5, 'half an': 0.5, 'half a': 0.5 },
  ...{ един: 1, една: 1, два: 2, две: 2, три: 3, половин: 0.5 },
};
function milliseconds_ahead(given: string): number | null {
  const said = from_now.exec(given);
  if (!said) return null;
  const [, number, word, minutes, and_a_half] = said;
  const amount = number ? Number(number) : word ? amounts[word.replace(/\s+/g, ' ')] : 1;
  return amount === undefined ? null : (amount + (and_a_half ? 0.5 : 0)) * (minutes ? 60_000 : 3_600_000);
}

const days_ahead: Record<string, number> = { today: 0, tomorrow: 1, днес: 0, утре: 1, вдругиден: 2 };

// What a person typed as a time in `zone`: "18:00" (the next one), "tomorrow 9:30", "утре 9:30", "24.11. 18:00",
// "24.11.2026 18:00:05", "2026-11-24 18:00", "петък 18:00", "пет. 18:00", "след 2 часа", "in an hour", "24 Nov 2026, 18:00"
// and whatever else show_time and show_due show, RFC 3339 with its own offset. null: not understood, as "next Friday" is,
// which people take for either, and a date with a day of the week that it is not.
export function read_time(text: string, zone: string, now = new Date()): Date | null {
  const given = text.trim().toLowerCase();
  if (has_offset(given)) {
    const moment = new Date(given.toUpperCase());
    return Number.isNaN(moment.getTime()) ? null : moment;
  }
  const ahead = milliseconds_ahead(given);
  if (ahead !== null) return new Date(now.getTime() + ahead);
  const wall = read_wall(given, zone, now);
  return wall ? moment_of(wall, zone) : null;
}

// A day without an hour ("31.05.2027", "петък"): the moment at which it begins, or at which it is over. null as above.
export function read_day(text: string, zone: string, edge: 'begins' | 'ends', now = new Date()): Date | null {
  const today = moment_of({ ...wall_time(now, zone), hour: 0, minute: 0, second: 0 }, zone);
  const given = text.trim().toLowerCase();
  // A date without a year is the next such day, and today is one of them.
  const since = new Date(today.getTime() - (given in days_ahead ? 0 : 1));
  const begins = given && !has_offset(given) ? read_time(`${given} 00:00`, zone, since) : null;
  if (!begins || edge === 'begins') return begins;
  const wall = wall_time(begins, zone);
  return moment_of({ ...wall, day: wall.day + 1 }, zone);
}

// Where the clocks of `zone` change in the hour that was typed: it does not come that day, or comes twice.
export function odd_hour(text: string, zone: string, now = new Date()): 'skipped' | 'repeated' | null {
  const given = text.trim().toLowerCase();
  const wall = has_offset(given) ? null : read_wall(given, zone, now);
  if (!wall) return null;
  const wanted = as_if_utc(wall), moment = moment_of(wall, zone).getTime();
  const shown_at = (at: number) => as_if_utc(wall_time(new Date(at), zone));
  if (shown_at(moment) !== wanted) return 'skipped';
  // Clocks go back by an hour; on Lord Howe Island by half of one.
  return [30, 60].some((minutes) => shown_at(moment + minutes * 60_000) === wanted) ? 'repeated' : null;
}

const has_offset = (given: string) => /(z|[+-]\d\d:?\d\d)$/.test(given) && /\dt\d/.test(given);

// What the clock on the wall shows at the time that was typed.
function read_wall(given: string, zone: string, now: Date): Wall | null {
  const clock = /(?:^|[\st])(\d{1,2})[:.](\d\d)(?::(\d\d))?\s*(?:ч\.?)?$/.exec(given);
  if (!clock) return null;
  const [hour, minute, second] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  // "24.11.2026 г., 18:00", "24 Nov 2026 at 18:00"
  const said = given.slice(0, clock.index).replaceAll(',', ' ').replace(/\s+(?:at|в|г\.?)(?=\s|$)/g, ' ').replace(/\s+/g, ' ').trim();
  // "пет.", "в петък", "Fri 27 Nov": alone it names the day, before a date it has to be right.
  const [, first = '', rest = ''] = /^(?:(?:в|във|on) )?(\p{L}+)\.?(?: (.*))?$/u.exec(said) ?? [];
  const weekday = weekday_called(first);
  const day_text = weekday >= 0 && rest ? rest : said;
  const here = wall_time(now, zone);
  let wall: Wall = { ...here, hour, minute, second };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day_text);
  const local = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?$/.exec(day_text);
  const named = /^(\d{1,2})\.? (\p{L}+)\.?(?: (\d{4}))?$/u.exec(day_text) ?? swapped(/^(\p{L}+)\.? (\d{1,2})(?: (\d{4}))?$/u.exec(day_text));
  const month = named ? month_called(named[2] ?? '') : 0;
  if (iso) {
    wall = { ...wall, year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  } else if (local || (named && month)) {
    const [, day, number, year] = local ?? named ?? [];
    wall = { ...wall, day: Number(day), month: local ? Number(number) : month, year: Number(year ?? here.year) };
    if (!year && moment_of(wall, zone) <= now) wall.year += 1;
  } else if (day_text === '') {
    if (moment_of(wall, zone) <= now) wall.day += 1;
  } else if (day_text in days_ahead) {
    wall.day += days_ahead[day_text] ?? 0;
  } else if (weekday >= 0 && !rest) {
    // The next one, today where the hour is still to come.
    wall.day += (weekday - new Date(as_if_utc(here)).getUTCDay() + 7) % 7;
    if (moment_of(wall, zone) <= now) wall.day += 7;
  } else {
    return null;
  }
  // A day that there is not: the thirty-first of February.
  if ((iso || local || month) && wall_time(moment_of(wall, zone), zone).day !== wall.day) return null;
  if (weekday >= 0 && new Date(as_if_utc(wall)).getUTCDay() !== weekday) return null;
  return wall;
}

// "Nov 24 2026", as "24 Nov 2026" is taken apart.
const swapped = (parts: RegExpExecArray | null) => (parts ? [parts[0], parts[2], parts[1], parts[3]] : null);

// As a person would type it, and read_time reads it.
export function typed_time(at: Date, zone: string): string {
  const { second } = wall_time(at, zone);
  return picker_value(at, zone).replace('T', ' ') + (second ? `:${String(second).padStart(2, '0')}` : '');
}

// For <input type="datetime-local">.
export function picker_value(at: Date, zone: string): string {
  const wall = wall_time(at, zone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${wall.year}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
}
