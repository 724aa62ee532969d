/**
 * Rows as PostgreSQL's `COPY` takes them in: cells between tabs, `\N` for what is not known. Source: “Text Format” of the
 * COPY page in PostgreSQL's manual. Texts are ASCII without tabs, line ends and backslashes, at most 24 characters.
 */
export interface CopyLines {
  begin(): void
  text(text: string): void
  /** NaN is what is not known. */
  number(value: number): void
  end(): void
  /** All lines since `begin`; good until then. */
  bytes(): Uint8Array
}

export const copyLines = (rows: number, cells: number): CopyLines => {
  const room = Buffer.allocUnsafe(rows * cells * (LONGEST + 1))
  let at = 0

  const digits = (whole: number): void => {
    let length = 1
    for (let most = 10; whole >= most; most *= 10) length++
    for (let i = length - 1; i >= 0; i--) {
      const rest = Math.floor(whole / 10)
      room[at + i] = ZERO + whole - rest * 10
      whole = rest
    }
    at += length
  }
  const number = (value: number): void => {
    const hundredths = Math.round(value * 100)
    if (Number.isNaN(value)) at += room.write('\\N', at, 'latin1')
    else if (value < 0 || value >= PLAIN) at += room.write(String(value), at, 'latin1')
    else if (Number.isInteger(value)) digits(value)
    else if (hundredths / 100 !== value) at += room.write(String(value), at, 'latin1')
    else {
      const whole = Math.floor(hundredths / 100)
      digits(whole)
      room[at++] = POINT
      room[at++] = ZERO + Math.floor((hundredths - whole * 100) / 10)
      room[at++] = ZERO + (hundredths % 10)
    }
    room[at++] = TAB
  }
  return {
    begin: () => {
      at = 0
    },
    text: (text) => {
      at += room.write(text, at, 'latin1')
      room[at++] = TAB
    },
    number,
    end: () => {
      room[at - 1] = LINE_END
    },
    bytes: () => room.subarray(0, at),
  }
}

/** What JavaScript makes of any number. */
const LONGEST = 24
/** Numbers below are written digit by digit, whether in whole ones or hundredths. */
const PLAIN = 1e12
const ZERO = 48
const POINT = 46
const TAB = 9
const LINE_END = 10
