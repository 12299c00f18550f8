// When a film says that it was made. MP4 and QuickTime (ISO 14496-12): in the head of its `moov`, in seconds since 1904,
// UTC. Matroska and WebM: web/report/matroska.ts.
import { matroskaTime } from '../../report/matroska';

const since_1904 = 2_082_844_800; // 1970
const most_boxes = 10_000;

export async function film_time(file: Blob): Promise<Date | undefined> {
  return (await matroskaTime(file)) ?? (await time_of_boxes(file));
}

async function time_of_boxes(file: Blob): Promise<Date | undefined> {
  const read = async (at: number, length: number) => new DataView(await file.slice(at, at + length).arrayBuffer());
  let at = 0;
  let end = file.size;
  for (let count = 0; at + 8 <= end && count < most_boxes; ++count) {
    const head = await read(at, 16);
    const type = String.fromCharCode(...[4, 5, 6, 7].map((byte) => head.getUint8(byte)));
    let size = head.getUint32(0);
    let body = 8;
    if (size === 1 && head.byteLength === 16) {
      size = Number(head.getBigUint64(8));
      body = 16;
    }
    if (size === 0) size = end - at;
    if (size < body) return undefined;
    if (type === 'moov') {
      end = Math.min(end, at + size);
      at += body;
    } else if (type === 'mvhd') {
      return made_at(await read(at + body, 12));
    } else {
      at += size;
    }
  }
  return undefined;
}

function made_at(head: DataView): Date | undefined {
  if (head.byteLength < 12) return undefined;
  const seconds = head.getUint8(0) === 1 ? Number(head.getBigUint64(4)) : head.getUint32(4);
  const time = new Date((seconds - since_1904) * 1000);
  // Cameras without a clock write zeros; what lies before 1970 is none's time either.
  return time.getTime() > 0 ? time : undefined;
}
