import { refOf } from '#src/kit/args.ts'

export const FollowupRef = refOf('FU', 'FU-12')
