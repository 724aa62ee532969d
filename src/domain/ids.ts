/** `tsk_01k9zq…`: the prefix is the type, so one kind of id can never stand in for another. */
export type Id<Prefix extends string> = `${Prefix}_${string}`

/** Where new ids come from: handed in, so that a test can foretell them. */
export interface Ids {
  next<Prefix extends string>(prefix: Prefix): Id<Prefix>
}

export type TeamId = `T${string}` | `E${string}`
export type UserId = `U${string}` | `W${string}`
export type ChannelId = `C${string}` | `G${string}` | `D${string}`

export const isPersonId = (id: UserId | ChannelId): id is UserId => /^[UW]/.test(id)
