import type { Json } from '../server/json.ts'
import { isSafe } from './mrkdwn.tsx'
import { object, objects, string } from './shapes.ts'

// Slack's rich text as what a person edits, and back.

type Style = Readonly<Record<string, true>>
const TAGS: Readonly<Record<string, string>> = {
  B: 'bold',
  STRONG: 'bold',
  I: 'italic',
  EM: 'italic',
  S: 'strike',
  STRIKE: 'strike',
  DEL: 'strike',
  CODE: 'code',
}

/** The elements of a rich text block; none when nothing is written. */
export const elementsIn = (editor: Node): readonly Json[] => {
  const made: Json[] = []
  let line: Json[] = []
  let begun = false
  const flush = () => {
    const elements = merged(line)
    if (elements.some(({ text }) => string(text).trim()))
      made.push({ type: 'rich_text_section', elements: trimmed(elements) })
    line = []
    begun = false
  }
  const breakLine = () => {
    if (begun) line.push({ type: 'text', text: '\n' })
    begun = true
  }
  const walk = (nodes: Iterable<Node>) => {
    for (const node of nodes) {
      const name = node.nodeName
      if (name === 'UL' || name === 'OL') {
        flush()
        made.push(...listsIn(node, name === 'OL' ? 'ordered' : 'bullet', 0))
      } else if (name === 'DIV' || name === 'P') {
        if (holdsList(node)) walk(node.childNodes)
        else {
          breakLine()
          line.push(...leaves(node, {}, null))
        }
      } else if (name === 'BR') breakLine()
      else {
        begun = true
        line.push(...leaves(node, {}, null))
      }
    }
  }
  walk(editor.childNodes)
  flush()
  return made
}
const holdsList = (node: Node): boolean =>
  [...node.childNodes].some(({ nodeName }) => /^[UO]L$/.test(nodeName))

const listsIn = (list: Node, style: string, indent: number): readonly Json[] => {
  const made: Json[] = []
  let items: Json[] = []
  const flush = () => {
    if (items.length) made.push({ type: 'rich_text_list', style, ...(indent && { indent }), elements: items })
    items = []
  }
  for (const item of list.childNodes) {
    const inner = item.nodeName === 'LI' ? [...item.childNodes] : [item]
    const own = inner.filter(({ nodeName }) => !/^[UO]L$/.test(nodeName))
    const elements = merged(own.flatMap((node) => leaves(node, {}, null)))
    if (elements.length) items.push({ type: 'rich_text_section', elements })
    for (const deeper of inner) {
      if (!/^[UO]L$/.test(deeper.nodeName)) continue
      flush()
      made.push(...listsIn(deeper, deeper.nodeName === 'OL' ? 'ordered' : 'bullet', indent + 1))
    }
  }
  flush()
  return made
}

const leaves = (node: Node, style: Style, url: string | null): readonly Json[] => {
  if (node.nodeName === 'BR') return [{ type: 'text', text: '\n' }]
  if (node.nodeType === 3) {
    const text = (node.nodeValue ?? '').replaceAll('\u00a0', ' ')
    if (!text) return []
    const styled = Object.keys(style).length > 0 && { style }
    return [url ? { type: 'link', url, text, ...styled } : { type: 'text', text, ...styled }]
  }
  const name = TAGS[node.nodeName]
  const within = name ? { ...style, [name]: true as const } : style
  const address = node.nodeName === 'A' && node instanceof Element ? node.getAttribute('href') : null
  const to = address && isSafe(address) ? address : url
  return [...node.childNodes].flatMap((child) => leaves(child, within, to))
}

/** Neighbours of one style become one. */
const merged = (elements: readonly Json[]): readonly Json[] => {
  const made: Json[] = []
  for (const next of elements) {
    const last = made.at(-1)
    const same =
      last?.type === next.type &&
      last?.url === next.url &&
      JSON.stringify(last?.style) === JSON.stringify(next.style)
    if (same) made.splice(-1, 1, { ...last, text: string(last?.text) + string(next.text) })
    else made.push(next)
  }
  return made
}

/** A last line that holds nothing is the editor's, not the writer's. */
const trimmed = (elements: readonly Json[]): readonly Json[] => {
  const last = elements.at(-1)
  const text = string(last?.text).replace(/\n+$/, '')
  return last?.type !== 'text' || text === last.text
    ? elements
    : text
      ? [...elements.slice(0, -1), { ...last, text }]
      : elements.slice(0, -1)
}

export const nodesFor = (rich: Json): readonly Node[] =>
  objects(rich.elements).flatMap((part): readonly Node[] => {
    if (part.type !== 'rich_text_list')
      return string(part.type) ? [within('div', objects(part.elements).flatMap(leafNodes))] : []
    const items = objects(part.elements).map((item) =>
      within('li', objects(item.elements).flatMap(leafNodes)),
    )
    return [within(part.style === 'ordered' ? 'ol' : 'ul', items)]
  })

const leafNodes = (leaf: Json): readonly Node[] => {
  const words = string(leaf.text) || string(leaf.url) || string(object(leaf).name)
  const lines = words
    .split('\n')
    .flatMap((line, i) => [...(i ? [document.createElement('br')] : []), document.createTextNode(line)])
  const { bold, italic, strike, code } = object(leaf.style)
  const marks = [code && 'code', strike && 's', italic && 'i', bold && 'b'].filter(
    (tag) => typeof tag === 'string',
  )
  const marked = marks.reduce<readonly Node[]>((nodes, tag) => [within(tag, nodes)], lines)
  if (leaf.type !== 'link' || !isSafe(string(leaf.url))) return marked
  const anchor = within('a', marked)
  anchor.setAttribute('href', string(leaf.url))
  return [anchor]
}
const within = (tag: string, children: readonly Node[]): HTMLElement => {
  const element = document.createElement(tag)
  element.append(...children)
  return element
}
