import type { KnownBlock } from '@slack/types'
import { clip, inert, linesIn } from '../../blocks/blocks.ts'
import { daysBetween } from '../../domain/day.ts'
import type { CampaignLine } from '../../domain/facts.ts'
import type { GoalLine } from '../../domain/goal.ts'
import type { Voice } from '../../kit/voice.ts'
import { bold } from '../../strings/quote.ts'

const GOALS = 8
const NAME = 80

/** How far the month's goals are, what each day that is left must bring, and where it is heading. */
export const monthGoals = (v: Voice, goals: readonly GoalLine[]): KnownBlock[] =>
  goals.length === 0
    ? []
    : linesIn([`*${v.t.report.goals}*`, ...goals.slice(0, GOALS).map((it) => `• ${goalSaid(v, it)}`)])

const goalSaid = (v: Voice, { market, goal, soFar, pace, unread, isOver }: GoalLine): string => {
  const { report, digest } = v.t
  const figures = {
    name: market === null ? digest.scopeAll : inert(market),
    goal: v.number(goal),
    now: soFar === null ? '–' : v.number(soFar),
    share: soFar === null || goal <= 0 ? '–' : v.percent(soFar / goal),
  }
  if (isOver) return (soFar ?? 0) >= goal ? report.met(figures) : report.missed(figures)
  if (pace === null) return report.underWay(figures)
  return `${report.underWay(figures)} ${report.pace({
    days: pace.daysLeft - unread,
    unread,
    need: v.number(pace.needPerDay),
    perDay: v.number(pace.perDay),
    expected: v.number(pace.expected),
    low: v.number(pace.low),
    high: v.number(pace.high),
  })}`
}

/** Campaigns that run or have just ended, with what those they are for brought. */
export const campaignsNow = (v: Voice, campaigns: readonly CampaignLine[]): KnownBlock[] =>
  campaigns.length === 0
    ? []
    : linesIn([`*${v.t.report.campaigns}*`, ...campaigns.map((it) => `• ${campaignSaid(v, it)}`)])

const campaignSaid = (
  v: Voice,
  { name, market, category, start, end, to, goal, diamonds, whole }: CampaignLine,
): string => {
  const { report } = v.t
  const [day, length] = [daysBetween(start, to) + 1, daysBetween(start, end) + 1]
  const where = [market, category].flatMap((it) => it ?? []).join(', ')
  const who = bold(clip(inert(where === '' ? name : `${name} (${where})`), NAME))
  const when = to === end ? report.ended({ day: v.shortDay(end) }) : report.dayOf({ day, length })
  if (!whole || goal === null || goal <= 0)
    return report[whole ? 'campaign' : 'campaignPart']({ who, when, diamonds: v.number(diamonds) })
  const figures = {
    who,
    when,
    diamonds: v.number(diamonds),
    goal: v.number(goal),
    share: v.percent(diamonds / goal),
  }
  return to === end || day < 1
    ? report.campaignGoal(figures)
    : `${report.campaignGoal(figures)} ${report.atThisPace({ end: v.number((diamonds / day) * length) })}`
}
