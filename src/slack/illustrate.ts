import { createHash } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Message } from '../blocks/blocks.ts'
import { chartInWords, inWords, nativeCharts, pictureBlock, type Shown, shownAs } from '../charts/block.ts'
import type { ChartBlock } from '../charts/spec.ts'
import type { NativeCharts } from '../domain/delivery.ts'
import type { TeamId } from '../domain/ids.ts'
import { uploadedPicture } from './upload.ts'

export interface Illustrator {
  /**
   * The message as that workspace can show it: Slack's own charts, pictures that have been uploaded for it, or words.
   * Fails when a picture is wanted and Slack would not have it now.
   */
  illustrated(team: TeamId, message: Message): Promise<Shown>
  /** Slack refused this message's blocks; true when its charts may be why, and it will look different the next time. */
  doubted(team: TeamId, shown: Shown): boolean
  /** Slack took it: what was doubted before is known now. */
  taken(team: TeamId, shown: Shown): Promise<void>
}

export interface IllustratorOptions {
  draw(chart: ChartBlock): Promise<Uint8Array<ArrayBuffer>>
  /** Which workspaces refuse Slack's own charts. */
  natives: NativeCharts
  /** A chart that could not be drawn or uploaded. */
  onError(error: unknown): void
}

/** How many pictures are known to be in Slack already. One that is forgotten is uploaded again, which nobody sees. */
const KEPT = 200

export const illustrator = (
  client: WebClient,
  { draw, natives, onError }: IllustratorOptions,
): Illustrator => {
  /** By what they show: the same digest in five channels, or tried again, is one upload. */
  const files = new Map<string, Promise<string>>()
  /** Refused once; whether for its native charts is known when the same goes through without. */
  const doubts = new Set<TeamId>()

  const pictured = async (chart: ChartBlock): Promise<string | null> => {
    const key = createHash('sha256').update(JSON.stringify(chart)).digest('base64')
    const known = files.get(key)
    if (known) return known
    let png: Uint8Array<ArrayBuffer>
    try {
      png = await draw(chart)
    } catch (error) {
      onError(error)
      return null
    }
    const file = files.get(key) ?? uploadedPicture(client, { name: fileName(chart), png })
    files.set(key, file)
    file.catch((error) => {
      files.delete(key)
      onError(error)
    })
    for (const [oldest] of files) if (files.size > KEPT) files.delete(oldest)
    return file
  }

  return {
    async illustrated(team, message) {
      const charts = message.blocks.filter((it) => it.type === 'regia_chart')
      if (charts.length === 0 && !message.blocks.some((it) => it.type === 'regia_table'))
        return inWords(message)
      const plain = doubts.has(team) || (await natives.refused(team))
      const native = plain ? new Map() : nativeCharts(message)
      const pictures = new Map(
        await Promise.all(
          charts
            .filter((it) => !native.has(it))
            .map(async (it): Promise<[ChartBlock, string | null]> => [it, await pictured(it)]),
        ),
      )
      return shownAs(
        message,
        (chart) => {
          const file = pictures.get(chart)
          return native.get(chart) ?? (file ? pictureBlock(chart, file) : chartInWords(chart))
        },
        !plain,
      )
    },

    doubted(team, { blocks }) {
      const own = blocks.some((it) => it.type === 'data_visualization' || it.type === 'data_table')
      if (own) doubts.add(team)
      // A picture may have been deleted since it was uploaded.
      const pictures = blocks.some((it) => it.type === 'image')
      if (pictures) files.clear()
      return own || pictures
    },

    async taken(team, { blocks }) {
      const without = blocks.some((it) => it.type === 'image' || ('fields' in it && it.fields))
      if (!doubts.has(team) || !without) return
      await natives.refuse(team)
      doubts.delete(team)
    },
  }
}

/** What a person finds who saves it. */
const fileName = ({ spec }: ChartBlock): string =>
  `${
    spec.title
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'chart'
  }.png`
