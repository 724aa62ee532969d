import { useRef, useState } from 'react'
import type { Part } from './controls.tsx'
import type { Field } from './place.tsx'
import { strings } from './shapes.ts'
import { useStage } from './stage.ts'

const MOST = 10

/** Files are uploaded when they are chosen; the field holds their ids. */
export const FileField = ({ part: { element, id, describedBy }, field }: { part: Part; field: Field }) => {
  const { act, seen, words, tell } = useStage()
  const picker = useRef<HTMLInputElement>(null)
  const [under, setUnder] = useState(0)
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const chosen = strings(field.value)
  const kept = useRef(chosen)
  kept.current = chosen
  const types = strings(element.filetypes).map((type) => type.replace(/^\./, '').toLowerCase())
  const most = typeof element.max_files === 'number' ? element.max_files : MOST

  const take = async (files: readonly File[]) => {
    const fitting = files.filter(
      ({ name }) => !types.length || types.some((type) => name.toLowerCase().endsWith(`.${type}`)),
    )
    if (fitting.length < files.length)
      tell(words.fields.fileTypes(types.map((type) => `.${type}`).join(', ')))
    const room = fitting.slice(0, most - kept.current.length)
    if (room.length < fitting.length) tell(words.fields.most(most))
    setUnder((n) => n + room.length)
    for (const file of room) {
      const uploaded = await act({ act: 'uploads', name: file.name, base64: await base64Of(file) })
      if (typeof uploaded === 'string') {
        setNames((known) => ({ ...known, [uploaded]: file.name }))
        kept.current = [...kept.current, uploaded]
        field.type(kept.current)
      }
      setUnder((n) => n - 1)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the button is the first
    <div
      className="b-files"
      aria-busy={under > 0}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void take([...event.dataTransfer.files])
      }}
    >
      {chosen.length > 0 && (
        <ul>
          {chosen.map((file) => {
            const name = names[file] ?? seen.files.find((each) => each.id === file)?.name ?? file
            return (
              <li key={file} className="b-file">
                <span className="b-file-name">{name}</span>
                <button
                  type="button"
                  className="b-clear"
                  aria-label={words.remove(name)}
                  onClick={() => {
                    field.type(chosen.filter((each) => each !== file))
                    picker.current?.focus()
                  }}
                >
                  ×
                </button>
              </li>
            )
          })}
        </ul>
      )}
      <input
        ref={picker}
        id={id}
        type="file"
        className="b-unseen"
        multiple={most > 1}
        accept={types.map((type) => `.${type}`).join(',') || undefined}
        aria-describedby={describedBy}
        aria-invalid={field.error ? true : undefined}
        onChange={({ target }) => {
          void take([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <label className="b-button" htmlFor={id}>
        {words.fields.addFile}
      </label>
      {under > 0 && <span className="b-spinner" role="img" aria-label={words.fields.working} />}
    </div>
  )
}

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}
