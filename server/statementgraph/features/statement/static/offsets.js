// Positions in a text in code points from 0, end exclusive (RFC 5147), mapped to the text nodes of
// a page, which count UTF-16 units. Elements that match `skip` are not part of the text.
export class TextOffsets {
  constructor(root, skip) {
    this.root = root;
    this.skip = skip;
    this.read();
    const text = (this.text = this.nodes.map(([node]) => node.data).join(""));
    this.units = [];
    for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) {
      this.units.push(at);
    }
    this.length = this.units.length;
    this.units.push(text.length);
  }

  // Finds the text nodes, each with the unit it starts at; called again after each change.
  read() {
    const keep = (node) =>
      node.parentElement.closest(this.skip) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT, keep);
    this.nodes = [];
    for (let at = 0; walker.nextNode(); at += walker.currentNode.length) {
      this.nodes.push([walker.currentNode, at]);
    }
  }

  slice(from, to) {
    return this.text.slice(this.units[from], this.units[to]);
  }

  // The code point that a unit belongs to.
  point(unit) {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.units[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // Wraps the words in <mark>, one for each text node they touch.
  mark(from, to) {
    this.unmark();
    const start = this.units[from];
    const end = this.units[to];
    for (const [node, at] of this.nodes) {
      const first = Math.max(start - at, 0);
      const last = Math.min(end - at, node.length);
      if (first >= last) continue;
      const part = first ? node.splitText(first) : node;
      if (last - first < part.length) part.splitText(last - first);
      const mark = document.createElement("mark");
      part.replaceWith(mark);
      mark.append(part);
    }
    this.read();
    return [...this.root.querySelectorAll("mark")];
  }

  unmark() {
    for (const mark of this.root.querySelectorAll("mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    this.read();
  }

  // The range of a selection, [from, to]; null where nothing of the text is selected.
  selected(selection) {
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    let from = -1;
    let to = -1;
    for (const [node, at] of this.nodes) {
      if (!range.intersectsNode(node)) continue;
      const first = node === range.startContainer ? range.startOffset : 0;
      const last = node === range.endContainer ? range.endOffset : node.length;
      if (first >= last) continue;
      if (from < 0) from = at + first;
      to = at + last;
    }
    // A selection never ends within a character.
    return from < 0 ? null : [this.point(from), this.point(to - 1) + 1];
  }

  // The code point at a node and a unit in it; -1 where it is not in the text.
  at(node, offset) {
    const entry = this.nodes.find(([known]) => known === node);
    return entry ? this.point(entry[1] + Math.min(offset, node.length)) : -1;
  }

  // The box on the page around a range.
  box(from, to) {
    const range = document.createRange();
    const place = (unit) => this.nodes.findLast(([, at]) => at <= unit);
    const [start, end] = [this.units[from], this.units[Math.max(to, from)]];
    const [first, last] = [place(start), place(Math.max(end - 1, start))];
    range.setStart(first[0], start - first[1]);
    range.setEnd(last[0], Math.min(end - last[1], last[0].length));
    return range.getBoundingClientRect();
  }
}
