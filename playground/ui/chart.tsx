import { type ReactNode, useEffect, useId, useState } from 'react'
import type { Json } from '../server/json.ts'
import { axisLabels, LETTER } from './axis-labels.ts'
import { object, objects, placed, string, strings } from './shapes.ts'
import { useStage } from './stage.ts'
import { Framed } from './tables.tsx'

interface Series {
  name: string
  values: readonly number[]
}
const HEIGHT = 240
const LEFT = 56
const RIGHT = 12
const TOP = 12
const BOTTOM = 30
/** …and so much more under a second line of names. */
const LINE = 14

/** A drawing is as wide as its place, so that its words are as large as the others. */
const useWidth = () => {
  const [width, setWidth] = useState(520)
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  useEffect(() => {
    if (!frame) return
    const watch = new ResizeObserver(() => setWidth(Math.max(220, frame.clientWidth - 26)))
    watch.observe(frame)
    return () => watch.disconnect()
  }, [frame])
  return { width, setFrame }
}

/** A native chart: a drawing with its facts in words, and the same facts as a table. */
export const Chart = ({ block }: { block: Json }) => {
  const { words, reader } = useStage()
  const id = useId()
  const [table, setTable] = useState(false)
  const { width, setFrame } = useWidth()
  const chart = object(block.chart)
  const type = string(chart.type)
  const title = string(block.title)
  const axes = object(chart.axis_config)
  const pie = type === 'pie'
  const segments = objects(chart.segments)
  const categories = pie ? segments.map(({ label }) => string(label)) : strings(axes.categories)
  const series: readonly Series[] = pie
    ? [{ name: title, values: segments.map(({ value }) => Number(value)) }]
    : objects(chart.series).map(({ name, data }) => {
        const points = new Map(objects(data).map(({ label, value }) => [string(label), Number(value)]))
        return { name: string(name), values: categories.map((category) => points.get(category) ?? 0) }
      })
  const number = new Intl.NumberFormat(reader.locale, { maximumFractionDigits: 2 })
  const axisWords = [string(axes.x_label), string(axes.y_label)].filter(Boolean).join(', ')
  const kind = Object.entries(words.chart).find(([name]) => name === type)?.[1] ?? ''
  const few = series.length * categories.length <= 24
  const facts = series
    .map(({ name, values }) =>
      few ? `${name}: ${values.map((v, i) => `${categories[i]} ${number.format(v)}`).join(', ')}` : name,
    )
    .join(few ? '. ' : ', ')
  return (
    <figure ref={setFrame} className="b-chart" aria-labelledby={id}>
      <div className="b-chart-head">
        <figcaption id={id}>{title}</figcaption>
        <button
          type="button"
          className="b-button small"
          aria-pressed={table}
          onClick={() => setTable(!table)}
        >
          {words.asTable}
        </button>
      </div>
      {table ? (
        <Framed name={title}>
          <table className="b-table">
            <caption className="b-unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{string(axes.x_label) || kind}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col" className="b-number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {categories.map((category, i) => (
                <tr key={category}>
                  <th scope="row">{category}</th>
                  {series.map(({ name, values }) => (
                    <td key={name} className="b-number">
                      {number.format(values[i] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Framed>
      ) : (
        <>
          {string(axes.y_label) && (
            <p className="b-quiet" aria-hidden>
              {string(axes.y_label)}
            </p>
          )}
          <svg
            viewBox={`0 0 ${width} ${HEIGHT}`}
            role="img"
            aria-label={`${kind}: ${title}. ${axisWords ? `${axisWords}. ` : ''}${facts}`}
          >
            {pie ? (
              <Pie
                width={width}
                values={series[0]?.values ?? []}
                tell={(i, v) => `${categories[i]}: ${number.format(v)}`}
              />
            ) : (
              <Plot
                width={width}
                type={type}
                series={series}
                categories={categories}
                number={new Intl.NumberFormat(reader.locale, { notation: 'compact' })}
                tell={(name, i, v) => `${name}, ${categories[i]}: ${number.format(v)}`}
              />
            )}
          </svg>
          {string(axes.x_label) && (
            <p className="b-quiet b-x" aria-hidden>
              {string(axes.x_label)}
            </p>
          )}
          <ul className="b-legend" aria-hidden>
            {(pie ? categories : series.map(({ name }) => name)).map((name, i) => (
              <li key={name}>
                <span className={`b-swatch b-ink-${i % 6}`} /> {name}
                {pie && ` · ${number.format(series[0]?.values[i] ?? 0)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </figure>
  )
}

const Plot = ({
  width,
  type,
  series,
  categories,
  number,
  tell,
}: {
  width: number
  type: string
  series: readonly Series[]
  categories: readonly string[]
  number: Intl.NumberFormat
  tell(name: string, i: number, value: number): string
}) => {
  const all = series.flatMap(({ values }) => values)
  const steps = ticks(Math.min(0, ...all), Math.max(0, ...all))
  const [low, high] = [steps[0] ?? 0, steps.at(-1) ?? 1]
  const slot = (width - LEFT - RIGHT) / Math.max(1, categories.length)
  const labels = axisLabels(categories, slot, type === 'bar' ? 'bars' : 'line')
  const bottom = HEIGHT - BOTTOM - (labels.some(({ line }) => line === 1) ? LINE : 0)
  const y = (value: number) => TOP + (1 - (value - low) / (high - low || 1)) * (bottom - TOP)
  const x = (i: number) => LEFT + (i + 0.5) * slot
  const wide = (slot * 0.72) / Math.max(1, series.length)
  return (
    <>
      {steps.map((value) => (
        <g key={value}>
          <line
            className={value === 0 ? 'b-axis' : 'b-grid'}
            x1={LEFT}
            x2={width - RIGHT}
            y1={y(value)}
            y2={y(value)}
          />
          <text className="b-tick" x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {number.format(value)}
          </text>
        </g>
      ))}
      {labels.map(({ i, text, line }) => (
        <text
          key={categories[i]}
          className="b-tick"
          x={Math.min(x(i), width - (text.length * LETTER) / 2)}
          y={bottom + BOTTOM - 10 + line * LINE}
          textAnchor="middle"
        >
          {text}
        </text>
      ))}
      {series.map(({ name, values }, which) => {
        const ink = `b-ink-${which % 6}`
        const points = values.map((value, i) => `${x(i)},${y(value)}`)
        if (type === 'bar')
          return values.map((value, i) => (
            <rect
              key={`${name} ${categories[i]}`}
              className={ink}
              x={x(i) - (wide * series.length) / 2 + which * wide + 1}
              y={Math.min(y(value), y(0))}
              width={Math.max(1, wide - 2)}
              height={Math.max(1, Math.abs(y(value) - y(0)))}
              rx={2}
            >
              <title>{tell(name, i, value)}</title>
            </rect>
          ))
        return (
          <g key={name} className={ink}>
            {type === 'area' && (
              <polygon
                className="b-area"
                points={[`${x(0)},${y(0)}`, ...points, `${x(values.length - 1)},${y(0)}`].join(' ')}
              />
            )}
            <polyline className="b-line" points={points.join(' ')} />
            {values.map((value, i) => (
              <circle key={`${categories[i]}`} cx={x(i)} cy={y(value)} r={3.5}>
                <title>{tell(name, i, value)}</title>
              </circle>
            ))}
          </g>
        )
      })}
    </>
  )
}

/** Round numbers that hold all values between the first and the last. */
const ticks = (low: number, high: number): readonly number[] => {
  const rough = (high - low || 1) / 4
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((n) => n * size).find((each) => each >= rough) ?? size * 10
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
}

const Pie = ({
  width,
  values,
  tell,
}: {
  width: number
  values: readonly number[]
  tell(i: number, value: number): string
}): ReactNode => {
  const total = values.reduce((sum, value) => sum + value, 0) || 1
  const [cx, cy, r] = [width / 2, HEIGHT / 2, HEIGHT / 2 - 10]
  const at = (share: number) => {
    const angle = share * 2 * Math.PI - Math.PI / 2
    return `${cx + r * Math.cos(angle)} ${cy + r * Math.sin(angle)}`
  }
  let before = 0
  return placed(values).map(({ it: value, at: place, i }) => {
    const [from, to] = [before / total, (before + value) / total]
    before += value
    const ink = `b-ink-${i % 6} b-segment`
    return (
      <g key={place} className={ink}>
        <title>{tell(i, value)}</title>
        {to - from > 0.9999 ? (
          <circle cx={cx} cy={cy} r={r} />
        ) : (
          <path d={`M ${cx} ${cy} L ${at(from)} A ${r} ${r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)} Z`} />
        )}
      </g>
    )
  })
}
