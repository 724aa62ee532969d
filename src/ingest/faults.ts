import type { FileFault } from '#src/domain/facts.ts'

/** A whole file is refused and nothing of it is kept; `fault` is what a person is told. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly fault: FileFault

  constructor(fault: FileFault) {
    super(`${fault.fault}: ${fault.file}`)
    this.fault = fault
  }
}

export const refuseFile = (fault: FileFault): never => {
  throw new FileRefused(fault)
}
