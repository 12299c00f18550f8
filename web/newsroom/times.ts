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

// The day on the wall's calendar in `zone`: "2026-11-24".
export function day_in(at: Date, zone: string): string {
  return picker_value(at, zone).slice(0, 10);
}

// Of a day "2026-11-24", what `parts` ask for.
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

const days_ahead: Record<string, number> = { today: 0, tomorrow: 1, днес: 0, утре: 1, вдругиден: 2 };

// What a person typed as a time in `zone`: "18:00" (the next one), "tomorrow 9:30", "утре 9:30", "24.11. 18:00",
// "24.11.2026 18:00:05", "2026-11-24 18:00", RFC 3339 with its own offset. null: not understood.
export function read_time(text: string, zone: string, now = new Date()): Date | null {
  const given = text.trim().toLowerCase();
  if (/(z|[+-]\d\d:?\d\d)$/.test(given) && given.includes('t')) {
    const moment = new Date(given.toUpperCase());
    return Number.isNaN(moment.getTime()) ? null : moment;
  }
  const clock = /(?:^|[\st])(\d{1,2})[:.](\d\d)(?::(\d\d))?\s*(?:ч\.?)?$/.exec(given);
  if (!clock) return null;
  const [hour, minute, second] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const day_text = given.slice(0, clock.index).replace(/[\s,]+(at|в|г\.?)?$/, '').trim();
  const here = wall_time(now, zone);
  let wall: Wall = { ...here, hour, minute, second };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day_text);
  const local = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?$/.exec(day_text);
  if (iso) {
    wall = { ...wall, year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  } else if (local) {
    wall = { ...wall, day: Number(local[1]), month: Number(local[2]), year: Number(local[3] ?? here.year) };
    if (!local[3] && moment_of(wall, zone) <= now) wall.year += 1;
  } else if (day_text === '') {
    if (moment_of(wall, zone) <= now) wall.day += 1;
  } else if (day_text in days_ahead) {
    wall.day += days_ahead[day_text] ?? 0;
  } else {
    return null;
  }
  const moment = moment_of(wall, zone);
  // A day that there is not: the thirty-first of February.
  if ((iso || local) && wall_time(moment, zone).day !== wall.day) return null;
  return moment;
}

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
