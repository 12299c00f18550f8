// What Markdown writes and the editor’s own shortcuts do not know: [words](address).
import { Extension, InputRule } from '@tiptap/core';

const link = /\[([^[\]]+)\]\(((?:https?:\/\/|mailto:|tel:|\/)[^\s()]*)\)$/;

export const MarkdownLink = Extension.create({
  name: 'markdownLink',
  addInputRules: () => [
    new InputRule({
      find: link,
      handler({ state, range, match }) {
        const [, words, href] = match;
        const kind = state.schema.marks['link'];
        if (!words || !href || !kind) return;
        const marks = state.doc.nodeAt(range.from)?.marks ?? [];
        state.tr.replaceWith(range.from, range.to, state.schema.text(words, kind.create({ href }).addToSet(marks))).removeStoredMark(kind);
      },
    }),
  ],
});
