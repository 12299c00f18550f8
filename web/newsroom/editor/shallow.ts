// Pages and letters that are laid out by tables, and letters that quote letters, lie deeper in one another than the server
// takes (base/limits.h, body_depth), or than anybody means.
import { Fragment, Slice, type Node as Block } from '@tiptap/pm/model';

const deepest = 12; // levels of what is pasted; it may come to stand in a list or a box

const holds_blocks = (node: Block) => !node.isTextblock && !node.isLeaf;
const children_of = (node: Block | Fragment) => {
  const found: Block[] = [];
  node.forEach((child) => found.push(child));
  return found;
};

function levels(content: Fragment): number {
  return Math.max(0, ...children_of(content).map((node) => 1 + (holds_blocks(node) ? levels(node.content) : 0)));
}

// What is written there, in its order.
const texts_in = (node: Block): Block[] => (holds_blocks(node) ? children_of(node).flatMap(texts_in) : [node]);

function cut(node: Block, level: number): Block[] {
  if (!holds_blocks(node)) return [node];
  if (level >= deepest && node.type.isInGroup('block')) return texts_in(node);
  return [node.copy(Fragment.fromArray(children_of(node).flatMap((child) => cut(child, level + 1))))];
}

export function shallow(slice: Slice): Slice {
  if (levels(slice.content) <= deepest) return slice;
  return new Slice(Fragment.fromArray(children_of(slice.content).flatMap((node) => cut(node, 1))), 0, 0);
}
