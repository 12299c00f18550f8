// The weeks of a month, Monday first, as days "2026-11-24"; days of the months beside it fill the first and the last.
const day_ms = 86_400_000;
const day_of = (moment: number) => new Date(moment).toISOString().slice(0, 10);

export function weeks_of(month: string): string[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = Date.UTC(year, number - 1, 1);
  const end = Date.UTC(year, number, 1);
  const weeks: string[][] = [];
  for (let monday = first - ((new Date(first).getUTCDay() + 6) % 7) * day_ms; monday < end; monday += 7 * day_ms) {
    weeks.push(Array.from({ length: 7 }, (_, i) => day_of(monday + i * day_ms)));
  }
  return weeks;
}

export function month_beside(month: string, step: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return day_of(Date.UTC(year, number - 1 + step, 1)).slice(0, 7);
}

export const day_after = (day: string) => day_of(Date.parse(`${day}T00:00:00Z`) + day_ms);
