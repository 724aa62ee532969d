import type { SharedFile } from '../wire.ts'
import { placed } from './shapes.ts'
import { useStage } from './stage.ts'
import { Framed } from './tables.tsx'

/** The files of a message: pictures as such, the first rows of a CSV, all others as a card. */
export const Files = ({ ids }: { ids: readonly string[] }) => {
  const { seen } = useStage()
  const files = ids.flatMap((id) => seen.files.filter((file) => file.id === id))
  return files.length === 0 ? null : (
    <div className="b-shared">
      {files.map((file) =>
        file.mimetype.startsWith('image/') ? (
          <figure key={file.id} className="b-figure">
            <figcaption>
              <Name file={file} />
            </figcaption>
            <img className="b-picture" src={addressOf(file)} alt={file.title || file.name} loading="lazy" />
          </figure>
        ) : (
          <Shared key={file.id} file={file} />
        ),
      )}
    </div>
  )
}

const Shared = ({ file }: { file: SharedFile }) => {
  const { words, reader } = useStage()
  const { preview } = file
  const [head = [], ...rows] = preview?.rows ?? []
  return (
    <div className="b-shared-file">
      <div className="b-shared-head">
        <span className="b-file-sign" aria-hidden>
          {preview ? '▦' : '📄'}
        </span>
        <span>
          <strong>{file.title || file.name}</strong>
          <span className="b-quiet">
            <Name file={file} /> · {sizeWords(file.size, reader.locale)}
          </span>
        </span>
      </div>
      {preview && (
        <>
          <Framed name={file.title || file.name}>
            <table className="b-table">
              <thead>
                <tr>
                  {placed(head).map(({ it: cell, at }) => (
                    <th key={at} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {placed(rows).map(({ it: row, at: line }) => (
                  <tr key={line}>
                    {placed(row).map(({ it: cell, at }) => (
                      <td key={at}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Framed>
          <p className="b-quiet">{words.rows(rows.length, preview.total)}</p>
        </>
      )}
    </div>
  )
}

const Name = ({ file }: { file: SharedFile }) => {
  const { words } = useStage()
  return (
    <a className="b-link" href={addressOf(file)} download={file.name} aria-label={words.download(file.name)}>
      {file.name}
    </a>
  )
}

const addressOf = ({ id, name }: SharedFile): string => `/files/${id}/${encodeURIComponent(name)}`

const sizeWords = (bytes: number, locale: string): string => {
  const [unit, by] =
    bytes < 1000
      ? (['byte', 1] as const)
      : bytes < 1e6
        ? (['kilobyte', 1e3] as const)
        : (['megabyte', 1e6] as const)
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: bytes < 1000 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / by)
}
