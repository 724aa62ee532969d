import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants as zlib, zstdCompress, zstdDecompress } from 'node:zlib'

const PIECE = 1024 * 1024
const pack = promisify(zstdCompress)
const unpack = promisify(zstdDecompress)
/** All of a piece at once, and not by the 16 KB. */
const QUICKLY = { params: { [zlib.ZSTD_c_compressionLevel]: 1 }, chunkSize: PIECE }

/** A file in packed pieces, each of which can be unpacked by itself. The next is packed while one is stored. */
export async function* packed(path: string): AsyncGenerator<Uint8Array> {
  let next: Promise<Uint8Array> | null = null
  for await (const piece of piecesOf(path, PIECE)) {
    const ready: Promise<Uint8Array> | null = next
    next = pack(piece, QUICKLY)
    if (ready) yield await ready
  }
  if (next) yield await next
}

/**
 * A file piece by piece, the next of which is read while one is used. They take turns in the same memory: one is good
 * until the next but one is asked for.
 */
export async function* piecesOf(path: string, size: number): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  const read = async (room: Buffer) => room.subarray(0, (await file.read(room, 0, size)).bytesRead)
  let coming: Promise<Uint8Array> | null = null
  try {
    const rooms = [0, 1, 2].map(() => Buffer.allocUnsafeSlow(size))
    const readInto = (turn: number) => read(rooms[turn % 3] ?? Buffer.alloc(size))
    coming = readInto(0)
    for (let turn = 1; ; turn++) {
      const piece = await coming
      if (piece.length === 0) return
      coming = readInto(turn)
      coming.catch(() => undefined)
      yield piece
    }
  } finally {
    await coming?.catch(() => undefined)
    await file.close()
  }
}

/** Puts the pieces together again under the file's own name for as long as `use` takes. */
export const unpacked = async (name: string, pieces: AsyncIterable<Uint8Array>): Promise<UnpackedFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-again-'))
  const path = join(folder, name)
  const file = await open(path, 'w')
  try {
    for await (const piece of pieces) await file.write(await unpack(piece))
  } finally {
    await file.close()
  }
  return { path, drop: () => rm(folder, { recursive: true, force: true }) }
}

export interface UnpackedFile {
  path: string
  drop(): Promise<void>
}
