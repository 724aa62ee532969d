import { type ReactNode, useId, useState } from 'react'
import type { Values } from '../server/forms.ts'
import type { Json } from '../server/json.ts'
import type { Block } from '../server/workspace.ts'
import { Chart } from './chart.tsx'
import { Control, InputBlock } from './controls.tsx'
import { Mrkdwn, SafeLink } from './mrkdwn.tsx'
import { type Kept, PlaceOf, type Surface } from './place.tsx'
import { Drawn } from './rich.tsx'
import { isObject, object, objects, placed, plain, string } from './shapes.ts'
import { useStage } from './stage.ts'
import { DataTable, PlainTable } from './tables.tsx'

const NONE = {}

/** Slack's blocks on one message or view. */
export const Blocks = ({
  blocks,
  on,
  values,
  errors = NONE,
  surface,
  kept,
}: {
  blocks: readonly Block[]
  /** The message's ts or the view's id. */
  on: string
  values: Values
  errors?: Readonly<Record<string, string>>
  surface: Surface
  /** What is typed, where it outlives these blocks. */
  kept?: Kept
}) => (
  <PlaceOf on={on} surface={surface} values={values} errors={errors} {...(kept && { kept })}>
    <div className={`b-blocks b-on-${surface}`}>
      <Listed blocks={blocks} errors={errors} />
    </div>
  </PlaceOf>
)

const Listed = ({
  blocks,
  errors = NONE,
}: {
  blocks: readonly Json[]
  errors?: Readonly<Record<string, string>>
}) =>
  placed(blocks).map(({ it: block, at }) => (
    <BlockOf key={string(block.block_id) || at} block={block} error={errors[string(block.block_id)]} />
  ))

const BlockOf = ({ block, error }: { block: Json; error: string | undefined }): ReactNode => {
  switch (block.type) {
    case 'header':
      return <Header block={block} />
    case 'divider':
      return <hr className="b-divider" />
    case 'section':
      return <Section block={block} />
    case 'context':
      return (
        <div className="b-context">
          {placed(objects(block.elements)).map(({ it: element, at }) =>
            element.type === 'image' ? (
              <Picture key={at} image={element} kind="icon" />
            ) : (
              <span key={at}>
                <Written text={element} />
              </span>
            ),
          )}
        </div>
      )
    case 'actions':
    case 'context_actions':
      return <Actions elements={block.elements} blockId={string(block.block_id)} kind={block.type} />
    case 'input':
      return <InputBlock block={block} error={error} />
    case 'image':
      return (
        <figure className="b-figure">
          {isObject(block.title) && <figcaption>{plain(block.title)}</figcaption>}
          <Picture image={block} kind="picture" />
        </figure>
      )
    case 'rich_text':
      return (
        <div className="b-rich">
          <Drawn block={block} />
        </div>
      )
    case 'markdown':
      return (
        <div className="b-markdown">
          <Drawn block={block} />
        </div>
      )
    case 'alert':
      return <Alert block={block} />
    case 'card':
      return <Card block={block} />
    case 'carousel':
      return (
        <ul className="b-carousel">
          {placed(objects(block.elements)).map(({ it: card, at }) => (
            <li key={string(card.block_id) || at}>
              <Card block={card} />
            </li>
          ))}
        </ul>
      )
    case 'container':
      return <Container block={block} />
    case 'plan':
      return (
        <section className="b-plan" aria-label={string(block.title)}>
          <h3>{string(block.title)}</h3>
          {placed(objects(block.tasks)).map(({ it: task, at }) => (
            <Task key={string(task.task_id) || at} task={task} />
          ))}
        </section>
      )
    case 'task_card':
      return <Task task={block} />
    case 'video':
      return <Video block={block} />
    case 'table':
      return <PlainTable block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'data_visualization':
      return <Chart block={block} />
    default:
      return <div className="b-unknown">[{string(block.type)}]</div>
  }
}

/** A plain_text or mrkdwn object. */
const Written = ({ text }: { text: unknown }): ReactNode =>
  object(text).type === 'mrkdwn' ? <Mrkdwn text={string(object(text).text)} /> : plain(text)

// —— Words ———————————————————————————————————————————————————————————————————————————————————————————————

const Header = ({ block }: { block: Json }) => {
  const level = Math.min(4, Math.max(1, Number(block.level) || 2))
  return <h3 className={`b-header b-level-${level}`}>{plain(block.text)}</h3>
}

const LONG = 700
const Section = ({ block }: { block: Json }) => {
  const { words } = useStage()
  const [whole, setWhole] = useState(false)
  const blockId = string(block.block_id)
  const long = block.expand !== true && string(object(block.text).text).length > LONG
  const accessory = object(block.accessory)
  return (
    <div className="b-section">
      <div className="b-section-body">
        {isObject(block.text) && (
          <div className={long && !whole ? 'b-clipped' : ''}>
            <Written text={block.text} />
          </div>
        )}
        {long && (
          <button type="button" className="b-more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? words.showLess : words.showMore}
          </button>
        )}
        {objects(block.fields).length > 0 && (
          <div className="b-fields">
            {placed(objects(block.fields)).map(({ it: field, at }) => (
              <div key={at}>
                <Written text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isObject(block.accessory) && (
        <div className="b-accessory">
          {accessory.type === 'image' ? (
            <Picture image={accessory} kind="accessory" />
          ) : (
            <Control element={accessory} blockId={blockId} about={plain(block.text)} />
          )}
        </div>
      )}
    </div>
  )
}

const Actions = ({ elements, blockId, kind }: { elements: unknown; blockId: string; kind: string }) => (
  <div className={`b-actions b-${kind.replace('_', '-')}`}>
    {placed(objects(elements)).map(({ it: element, at }) => (
      <Control key={string(element.action_id) || at} element={element} blockId={blockId} />
    ))}
  </div>
)

const LEVELS: Readonly<Record<string, string>> = { info: 'ℹ', warning: '⚠', error: '✕', success: '✓' }
const Alert = ({ block }: { block: Json }) => {
  const level = string(block.level) || 'default'
  return (
    <div className={`b-alert b-alert-${level}`} role="note">
      {LEVELS[level] && <span aria-hidden>{LEVELS[level]}</span>}
      <div>
        <Written text={block.text} />
      </div>
    </div>
  )
}

// —— Pictures ————————————————————————————————————————————————————————————————————————————————————————————

/** A file of this workspace, or a picture from elsewhere; where there is none, its words. */
const Picture = ({ image, kind }: { image: Json; kind: 'icon' | 'accessory' | 'picture' | 'hero' }) => {
  const { seen } = useStage()
  const [broken, setBroken] = useState(false)
  const kept = object(image.slack_file)
  const id = string(kept.id) || (string(kept.url).match(/F[A-Z0-9]{6,}/)?.[0] ?? '')
  const file = seen.files.find((each) => each.id === id)
  const address = file ? `/files/${file.id}/${encodeURIComponent(file.name)}` : string(image.image_url)
  const words = string(image.alt_text)
  if (broken || !/^(https:\/\/|data:image\/|\/files\/)/.test(address))
    return (
      <span className={`b-no-picture b-${kind}`} role="img" aria-label={words}>
        <span aria-hidden>🖼</span> {kind === 'icon' ? '' : words}
      </span>
    )
  return (
    <img
      src={address}
      alt={words}
      className={`b-${kind}`}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  )
}

/** Videos play where they are: the page itself plays nothing from elsewhere. */
const Video = ({ block }: { block: Json }) => {
  const { words } = useStage()
  const by = [string(block.author_name), string(block.provider_name)].filter(Boolean).join(' · ')
  return (
    <div className="b-video">
      {by && <div className="b-quiet">{by}</div>}
      <strong>
        <SafeLink to={string(block.title_url)}>{plain(block.title)}</SafeLink>
      </strong>
      {isObject(block.description) && <div>{plain(block.description)}</div>}
      <Picture image={{ image_url: block.thumbnail_url, alt_text: block.alt_text }} kind="picture" />
      <div>
        <SafeLink to={string(block.video_url)}>▶ {words.watch}</SafeLink>
      </div>
    </div>
  )
}

// —— Blocks that hold others —————————————————————————————————————————————————————————————————————————————

const Card = ({ block }: { block: Json }) => (
  <article className="b-card">
    {isObject(block.hero_image) && <Picture image={block.hero_image} kind="hero" />}
    <div className="b-card-head">
      {isObject(block.icon) && <Picture image={block.icon} kind="icon" />}
      <div>
        {isObject(block.title) && (
          <strong>
            <Written text={block.title} />
          </strong>
        )}
        {isObject(block.subtitle) && (
          <div className="b-quiet">
            <Written text={block.subtitle} />
          </div>
        )}
      </div>
    </div>
    {isObject(block.body) && (
      <div className="b-card-body">
        <Written text={block.body} />
      </div>
    )}
    {objects(block.actions).length > 0 && (
      <Actions elements={block.actions} blockId={string(block.block_id)} kind="actions" />
    )}
  </article>
)

const Container = ({ block }: { block: Json }) => {
  const id = useId()
  const folds = block.is_collapsible === true
  const [folded, setFolded] = useState(folds && block.default_collapsed === true)
  const head = (
    <>
      {isObject(block.icon) && <Picture image={block.icon} kind="icon" />}
      <span>
        <strong>
          {isObject(block.rich_text_title) ? <Drawn block={block.rich_text_title} /> : plain(block.title)}
        </strong>
        {isObject(block.subtitle) && (
          <span className="b-quiet b-subtitle">
            <Written text={block.subtitle} />
          </span>
        )}
      </span>
    </>
  )
  return (
    <section className={`b-container b-width-${string(block.width) || 'standard'}`} aria-labelledby={id}>
      {folds ? (
        <button
          type="button"
          id={id}
          className="b-container-head"
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {head}
          <span className="b-caret" aria-hidden />
        </button>
      ) : (
        <div className="b-container-head" id={id}>
          {head}
        </div>
      )}
      {block.has_header_divider === true && !folded && <hr className="b-divider" />}
      {!folded && (
        <div className="b-container-body">
          <Listed blocks={objects(block.child_blocks)} />
        </div>
      )}
    </section>
  )
}

const SIGNS: Readonly<Record<string, string>> = { pending: '○', in_progress: '◐', complete: '✓', error: '✕' }
const Task = ({ task }: { task: Json }) => {
  const { words } = useStage()
  const status = string(task.status)
  const said = Object.entries(words.tasks).find(([name]) => name === status)?.[1] ?? ''
  return (
    <div className={`b-task b-task-${status}`}>
      <span className="b-task-sign" role="img" aria-label={said} title={said}>
        {SIGNS[status] ?? '○'}
      </span>
      <div>
        <div className="b-task-title">{string(task.title)}</div>
        {isObject(task.details) && <Drawn block={task.details} />}
        {isObject(task.output) && <Drawn block={task.output} />}
        <div className="b-row">
          {objects(task.sources).map((source) => (
            <SafeLink key={string(source.url)} to={string(source.url)}>
              {string(source.text) || string(source.url)}
            </SafeLink>
          ))}
        </div>
      </div>
    </div>
  )
}
