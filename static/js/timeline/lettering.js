// Text in a picture, which has no lines of its own: measured, broken, and put in its place.

const FAMILY = "Arial, sans-serif";
// Another machine may have wider letters than this one.
const SLACK = 0.97;
export const GLYPH = { width: 24, height: 20, gap: 8 };
const BETWEEN = 24;
// How far a row that goes on stands to the right.
const SET_IN = 32;

const pen = document.createElement("canvas").getContext("2d");

export function font(size, { bold = false } = {}) {
  return { size, weight: bold ? 600 : 400 };
}

export function lineHeight({ size }) {
  return Math.round(size * 1.4);
}

export function escaped(words) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // What XML cannot hold at all is left out.
  return words.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (character) => names[character]);
}

function widthOf(words, { size, weight }) {
  pen.font = `${weight} ${size}px ${FAMILY}`;
  return pen.measureText(words).width;
}

/** The lines of a text, each at most `width` pixels wide. A word that is wider is broken. */
export function wrap(words, face, width) {
  const most = width * SLACK;
  const lines = [];
  let line = "";
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer, face) <= most) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = broken(word, face, most);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1);
  }
  return line ? [...lines, line] : lines;
}

function broken(word, face, most) {
  const pieces = [""];
  for (const character of word) {
    if (widthOf(pieces.at(-1) + character, face) > most) pieces.push("");
    pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** Lines below each other, the first with its upper edge at `top`. */
export function text(lines, face, left, top, colour) {
  const first = top + face.size;
  return lines
    .map((line, at) => {
      const y = first + at * lineHeight(face);
      return `<text x="${left}" y="${y}" font-family="${FAMILY}" font-size="${face.size}" font-weight="${face.weight}" fill="${colour}">${escaped(line)}</text>`;
    })
    .join("\n");
}

/** Entries {glyph, words, bold, begins} beside each other, in rows: {height, draw(left, top, colour)}.
 *
 * One that `begins` stands in a new row; one for which its row has no room in another, set in; wide ones are broken.
 */
export function flow(entries, face, width) {
  const placed = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const { glyph, words, bold, begins } of entries) {
    const letters = { ...face, weight: bold ? 600 : face.weight };
    const indent = glyph ? GLYPH.width + GLYPH.gap : 0;
    const lines = wrap(words, letters, width - SET_IN - indent);
    const wide = indent + Math.max(0, ...lines.map((line) => widthOf(line, letters))) / SLACK;
    if (placed.length && (begins || x + wide > width)) [x, y, rowHeight] = [begins ? 0 : SET_IN, y + rowHeight, 0];
    placed.push({ x, y, indent, glyph, lines, letters });
    x += wide + BETWEEN;
    rowHeight = Math.max(rowHeight, lines.length * lineHeight(letters) + 4, GLYPH.height + 4);
  }
  return { height: y + rowHeight, draw: (left, top, colour) => placed.map((each) => drawn(each, left, top, colour)).join("\n") };
}

function drawn({ x, y, indent, glyph, lines, letters }, left, top, colour) {
  const mark = glyph ? `<g transform="translate(${left + x} ${top + y})">${glyph}</g>` : "";
  return mark + text(lines, letters, left + x + indent, top + y + (GLYPH.height - lineHeight(letters)) / 2, colour);
}
