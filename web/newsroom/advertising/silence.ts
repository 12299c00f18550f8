// When political advertising is silent before a Bulgarian vote: from 00:00 of the day before until the polls close at
// 20:00, on the wall's clock. Bulgarians vote on Sundays, on which clocks are changed too: such a day has 23 or 25 hours.
import { moment_of, wall_time } from '../times';

export function bulgarian_silence(polling_day: Date, zone: string): { from: Date; until: Date } {
  const wall = { ...wall_time(polling_day, zone), minute: 0, second: 0 };
  return {
    from: moment_of({ ...wall, day: wall.day - 1, hour: 0 }, zone),
    until: moment_of({ ...wall, hour: 20 }, zone),
  };
}
