import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants as zlib, zstdCompress, zstdDecompress } from 'node:zlib'

const PIECE = 4 * 1024 * 1024
const pack = promisify(zstdCompress)
const unpack = promisify(zstdDecompress)
const QUICKLY = { params: { [zlib.ZSTD_c_compressionLevel]: 1 } }

/** A file in packed pieces, each of which can be unpacked by itself. The next is packed while one is stored. */
export async function* packed(path: string): AsyncGenerator<Uint8Array> {
  let next: Promise<Uint8Array> | null = null
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    const ready: Promise<Uint8Array> | null = next
    next = pack(piece, QUICKLY)
    if (ready) yield await ready
  }
  if (next) yield await next
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
