import { Blocks } from './blocks.tsx'
import { useStage } from './stage.ts'

/** The app's Home as this person has it. */
export const Home = () => {
  const { seen, words } = useStage()
  const { home, app } = seen
  return (
    <div className="b-home">
      {home ? (
        <Blocks key={home.id} blocks={home.blocks} on={home.id} values={home.values} surface="home" />
      ) : (
        <p className="b-quiet">{words.noHome(app.name)}</p>
      )}
    </div>
  )
}
