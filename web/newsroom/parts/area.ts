// A rectangle of a picture, px of the original, and how it is shown and changed.
import type { Area, Asset } from '../api/types';

export const least_side = 32; // as the server asks for

export const whole_of = (asset: Asset): Area => ({ left: 0, top: 0, width: asset.width, height: asset.height });
export const same_area = (a: Area, b: Area) => a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most));

// The nearest one that lies within the picture and can still be seen.
export function fitted(area: Area, asset: Asset): Area {
  const width = between(Math.round(area.width), Math.min(least_side, asset.width), asset.width);
  const height = between(Math.round(area.height), Math.min(least_side, asset.height), asset.height);
  return {
    left: between(Math.round(area.left), 0, asset.width - width),
    top: between(Math.round(area.top), 0, asset.height - height),
    width,
    height,
  };
}

// Between two corners, in any order.
export function spanned(x1: number, y1: number, x2: number, y2: number, asset: Asset): Area {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)].map((x) => between(x, 0, asset.width)) as [number, number];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)].map((y) => between(y, 0, asset.height)) as [number, number];
  return fitted({ left, top, width: right - left, height: bottom - top }, asset);
}

// What is seen of `area` where something of another aspect is cut out of it: as near to the focal point (px) as its edges
// allow, as the server cuts it.
export function cut_out(area: Area, x: number, y: number, aspect: number): Area {
  const width = Math.min(area.width, area.height * aspect);
  const height = width / aspect;
  return {
    left: between(x - width / 2, area.left, area.left + area.width - width),
    top: between(y - height / 2, area.top, area.top + area.height - height),
    width,
    height,
  };
}
