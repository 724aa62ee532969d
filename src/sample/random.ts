/** A stream of chance that a seed foretells: the same seed and the same questions give the same answers. */
export interface Chance {
  /** At least 0, below 1. */
  unit(): number
  between(from: number, to: number): number
  /** Whole numbers, both ends included. */
  whole(from: number, to: number): number
  happens(probability: number): boolean
  oneOf<T>(list: readonly T[]): T
  normal(): number
  /** Mean 1, whatever the spread, so that noise moves no total. */
  noise(spread: number): number
  poisson(mean: number): number
  beta(a: number, b: number): number
  shuffled<T>(list: readonly T[]): T[]
  /** A stream of its own: what is asked of it changes nothing here. */
  branch(name: string): Chance
}

export const chance = (seed: number | string): Chance => {
  const [a, b, c, d] = stateOf(String(seed))
  const state = new Uint32Array([a, b, c, d])
  const unit = (): number => xoshiro(state) / 4_294_967_296
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  /** Marsaglia and Tsang; below 1 it is lifted by one and brought back. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - unit()) ** (1 / shape)
    const base = shape - 1 / 3
    const scale = 1 / Math.sqrt(9 * base)
    for (;;) {
      const x = normal()
      const v = (1 + scale * x) ** 3
      if (v > 0 && Math.log(1 - unit()) < x * x * 0.5 + base - base * v + base * Math.log(v)) return base * v
    }
  }
  const oneOf = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(unit() * list.length)]
    if (found === undefined) throw new RangeError('nothing to choose from')
    return found
  }
  const poisson = (mean: number): number => {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const least = Math.exp(-mean)
    let count = 0
    for (let left = unit(); left > least; left *= unit()) count++
    return count
  }
  return {
    unit,
    between: (from, to) => from + (to - from) * unit(),
    whole: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    happens: (probability) => unit() < probability,
    oneOf,
    normal,
    noise: (spread) => Math.exp(spread * normal() - (spread * spread) / 2),
    poisson,
    beta: (x, y) => {
      const p = gamma(x)
      return p / (p + gamma(y))
    },
    shuffled: (list) =>
      list
        .map((item) => ({ item, at: unit() }))
        .sort((x, y) => x.at - y.at)
        .map(({ item }) => item),
    branch: (name) => chance(`${seed}/${name}`),
  }
}

/** Four words from a text, by FNV-1a stirred with splitmix. */
const stateOf = (seed: string): [number, number, number, number] => {
  let hash = 0x811c9dc5
  for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  const stir = (): number => {
    hash = (hash + 0x9e3779b9) | 0
    let word = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return (word ^ (word >>> 15)) >>> 0
  }
  return [stir(), stir(), stir(), stir() | 1]
}

/** xoshiro128**, by Blackman and Vigna. */
const xoshiro = (state: Uint32Array): number => {
  const [a = 0, b = 0, c = 0, d = 0] = state
  const times5 = Math.imul(b, 5)
  const drawn = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0
  const cc = c ^ a
  const dd = d ^ b
  state[1] = b ^ cc
  state[0] = a ^ dd
  state[2] = cc ^ (b << 9)
  state[3] = (dd << 11) | (dd >>> 21)
  return drawn
}
