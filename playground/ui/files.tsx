export const Files = ({ ids }: { ids: readonly string[] }) => <span>{ids.length}</span>
