import type { Block } from '../server/workspace.ts'

interface Given {
  blocks: readonly Block[]
  on: string
  values: unknown
  errors?: Readonly<Record<string, string>>
  surface: 'message' | 'modal' | 'home'
}

export const Blocks = ({ blocks }: Given) => <pre>{JSON.stringify(blocks, null, 1).slice(0, 400)}</pre>
