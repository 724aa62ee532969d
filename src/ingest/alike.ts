/**
 * Cells that are alike, byte for byte, told apart without making texts of them: each new one is given the next number.
 * A file names the same days, people and places over and over, and mostly in the same order.
 */
export interface Alike {
  /** The number of the cell that lies there; `size` is one more than before if it is new. */
  find(bytes: Uint8Array, start: number, stop: number): number
  readonly size: number
}

export const alike = (): Alike => {
  let kept = new Uint8Array(4096)
  let end = 0
  /** Where each number's bytes begin; the next one's beginning is its end. */
  let starts = new Uint32Array(256)
  /** Numbers by their bytes' hash, one higher than they are: 0 is a free place. At most half are taken. */
  let slots = new Uint32Array(512)
  let hashes = new Uint32Array(256)
  let size = 0
  let last = 0

  const is = (it: number, bytes: Uint8Array, start: number, stop: number): boolean => {
    if (it >= size) return false
    const from = starts[it] ?? 0
    if ((starts[it + 1] ?? 0) - from !== stop - start) return false
    // From the end: names that are numbered differ there.
    for (let i = stop - start - 1; i >= 0; i--) if (kept[from + i] !== bytes[start + i]) return false
    return true
  }
  const add = (bytes: Uint8Array, start: number, stop: number, hash: number): number => {
    while (end + stop - start > kept.length) kept = grown(kept, new Uint8Array(kept.length * 2))
    if (size + 2 > starts.length) {
      starts = grown(starts, new Uint32Array(starts.length * 2))
      hashes = grown(hashes, new Uint32Array(hashes.length * 2))
      slots = new Uint32Array(slots.length * 2)
      for (let it = 0; it < size; it++) slots[freeSlot(hashes[it] ?? 0)] = it + 1
    }
    for (let i = start; i < stop; i++) kept[end++] = bytes[i] ?? 0
    hashes[size] = hash
    starts[size + 1] = end
    slots[freeSlot(hash)] = size + 1
    return size++
  }
  const freeSlot = (hash: number): number => {
    let slot = hash & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    return slot
  }
  const found = (bytes: Uint8Array, start: number, stop: number): number => {
    const hash = hashOf(bytes, start, stop)
    for (let slot = hash & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const it = (slots[slot] ?? 0) - 1
      if (is(it, bytes, start, stop)) return it
    }
    return add(bytes, start, stop, hash)
  }

  return {
    find: (bytes, start, stop) => {
      if (is(last, bytes, start, stop)) return last
      last = is(last + 1, bytes, start, stop) ? last + 1 : found(bytes, start, stop)
      return last
    },
    get size() {
      return size
    },
  }
}

const grown = <Room extends { set(from: Room): void }>(from: Room, into: Room): Room => {
  into.set(from)
  return into
}

/** FNV-1a, 32 bits. */
const hashOf = (bytes: Uint8Array, start: number, stop: number): number => {
  let hash = 0x811c9dc5
  for (let i = start; i < stop; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
