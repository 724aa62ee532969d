import type { Json } from '#playground/server/json.ts'

// One of everything that Slack can show, with what is easily drawn wrongly.

const plain = (text: string) => ({ type: 'plain_text', text, emoji: true })
const marked = (text: string) => ({ type: 'mrkdwn', text })
const option = (value: string, description?: string) => ({
  text: plain(value),
  value: value.toLowerCase(),
  ...(description && { description: plain(description) }),
})
const rich = (...elements: readonly Json[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})
const raw = (text: string) => ({ type: 'raw_text', text })
const number = (value: number) => ({ type: 'raw_number', value, text: value.toLocaleString('en-GB') })

/** 2026-06-01 12:00 UTC. */
const NOON = 1_780_315_200
const CREATORS = ['Aurora', 'Bruno', 'Cosmo', 'Dora', 'Elio', 'Fausto', 'Gaia']

export const SHOWN: Readonly<Record<string, readonly Json[]>> = {
  words: [
    { type: 'header', text: plain('Weekly digest :bar_chart:') },
    {
      type: 'section',
      text: marked(
        `*Bold*, _slanted_, ~gone~ and \`code <@U0TOM>\` for <@U0LUCIA> in <#C0LIVEEU>, cc <!subteam^S0ITALY>, <!channel>\n&gt; a &lt;quote&gt; &amp; more\n<!date^${NOON}^{date_long} {time}|then> · <https://example.com/a?b=1&amp;c=2|a link> · <javascript:alert(1)|no link> · https://example.com/bare. snake_case_stays 2*3*4\n\`\`\`const a = *b*\`\`\``,
      ),
      accessory: { type: 'image', image_url: 'https://pictures.example/one.png', alt_text: 'A creator' },
    },
    {
      type: 'section',
      fields: [marked('*Market*\nItaly'), marked('*Diamonds*\n12,400 :gem:'), plain('plain *stars*')],
    },
    { type: 'divider' },
    {
      type: 'context',
      elements: [
        { type: 'image', image_url: 'https://pictures.example/icon.png', alt_text: 'Icon' },
        marked('Sent by *Regia*'),
        plain('on Mondays'),
      ],
    },
    {
      type: 'image',
      image_url: 'https://pictures.example/two.png',
      alt_text: 'A stage with lights',
      title: plain('The stage'),
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Rich ', style: { bold: true } },
            { type: 'text', text: 'slanted', style: { italic: true } },
            { type: 'text', text: ' with ' },
            { type: 'user', user_id: 'U0GIULIA' },
            { type: 'text', text: ' in ' },
            { type: 'channel', channel_id: 'C0PRODUCT' },
            { type: 'text', text: ' ' },
            { type: 'emoji', name: 'tada' },
            { type: 'text', text: ' on ' },
            { type: 'date', timestamp: NOON, format: '{date_short} {time}', fallback: 'some day' },
            { type: 'text', text: ', see ' },
            { type: 'link', url: 'https://example.com/rich', text: 'this page' },
            { type: 'text', text: ' and ' },
            { type: 'text', text: 'a.code()', style: { code: true } },
            { type: 'text', text: ' < & >\nA second line.' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [rich({ type: 'text', text: 'one' }), rich({ type: 'text', text: 'two' })].map(
            ({ elements }) => elements[0],
          ),
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Said once.' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'npm start' }] },
      ],
    },
    {
      type: 'markdown',
      text: '## From a model\n\n- **one**\n- `two`\n\n| Market | Live |\n|---|---|\n| Italy | 12 |\n\n[a page](https://example.com/md) [not one](javascript:alert(1))',
    },
  ],
  frames: [
    {
      type: 'card',
      title: marked('*Aurora*'),
      subtitle: marked('Italy · Tier A'),
      body: marked('Up *12 %* on last week.'),
      actions: [{ type: 'button', text: plain('Open Aurora'), action_id: 'card', value: 'aurora' }],
    },
    {
      type: 'carousel',
      elements: ['Bruno', 'Cosmo', 'Dora'].map((name) => ({
        type: 'card',
        title: marked(name),
        body: marked('A card among others.'),
        actions: [{ type: 'button', text: plain(`Open ${name}`), action_id: 'carousel', value: name }],
      })),
    },
    {
      type: 'container',
      title: plain('More about it'),
      subtitle: plain('folded away'),
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: [
        { type: 'section', text: marked('Inside the *container*.') },
        { type: 'actions', elements: [{ type: 'button', text: plain('Within'), action_id: 'within' }] },
      ],
    },
    {
      type: 'plan',
      title: 'What happens next',
      tasks: [
        { type: 'task_card', task_id: 't1', title: 'Read the export', status: 'complete' },
        {
          type: 'task_card',
          task_id: 't2',
          title: 'Compare the weeks',
          status: 'in_progress',
          details: rich({ type: 'text', text: 'two markets left' }),
        },
      ],
    },
    { type: 'task_card', task_id: 't3', title: 'Send it', status: 'error' },
    {
      type: 'video',
      video_url: 'https://video.example/embed/1',
      thumbnail_url: 'https://pictures.example/still.png',
      alt_text: 'A still',
      title: plain('How to go live'),
      title_url: 'https://video.example/1',
      author_name: 'LIVE EU',
    },
  ],
  numbers: [
    {
      type: 'data_table',
      caption: 'Creators of the week',
      row_header_column_index: 0,
      rows: [
        [raw('Creator'), raw('Hours'), raw('Note')],
        ...CREATORS.map((name, i) => [raw(name), number([30, 4, 25, 100, 7, 51, 12][i] ?? 0), raw(`n${i}`)]),
      ],
    },
    {
      type: 'data_visualization',
      title: 'Hours live',
      chart: {
        type: 'line',
        series: ['Italy', 'Spain'].map((name, which) => ({
          name,
          data: ['Mon', 'Tue', 'Wed', 'Thu'].map((label, i) => ({
            label,
            value: 1200 + i * 340 * (which ? -1 : 1),
          })),
        })),
        axis_config: { categories: ['Mon', 'Tue', 'Wed', 'Thu'], x_label: 'Day', y_label: 'Hours' },
      },
    },
    {
      type: 'data_visualization',
      title: 'Share of markets',
      chart: {
        type: 'pie',
        segments: [
          { label: 'Italy', value: 45.5 },
          { label: 'Spain', value: 30 },
          { label: 'Germany', value: 24.5 },
        ],
      },
    },
  ],
  bars: [
    {
      type: 'table',
      column_settings: [{ is_wrapped: true }, { align: 'right' }],
      rows: [
        [raw('Agency'), raw('Creators')],
        [rich({ type: 'text', text: 'Città Eterna', style: { bold: true } }), raw('12')],
        [raw('Sol y Sombra'), raw('7')],
      ],
    },
    {
      type: 'data_visualization',
      title: 'New creators',
      chart: {
        type: 'bar',
        series: [{ name: 'This week', data: [3, -2, 8].map((value, i) => ({ label: `W${i}`, value })) }],
        axis_config: { categories: ['W0', 'W1', 'W2'] },
      },
    },
    {
      type: 'data_visualization',
      title: 'Gifts',
      chart: {
        type: 'area',
        series: [{ name: 'Gifts', data: [3, 5, 4].map((value, i) => ({ label: `W${i}`, value })) }],
        axis_config: { categories: ['W0', 'W1', 'W2'] },
      },
    },
  ],
}

const confirm = {
  title: plain('Stop the digest?'),
  text: marked('It can be started *again*.'),
  confirm: plain('Stop it'),
  deny: plain('Leave it'),
  style: 'danger',
}

export const PRESSED: readonly Json[] = [
  {
    type: 'actions',
    block_id: 'buttons',
    elements: [
      { type: 'button', text: plain('Plain'), action_id: 'plain', value: 'p' },
      { type: 'button', text: plain('Take'), action_id: 'primary', style: 'primary', value: 'take' },
      { type: 'button', text: plain('Stop'), action_id: 'danger', style: 'danger', confirm },
      {
        type: 'button',
        text: plain('Go'),
        action_id: 'named',
        accessibility_label: 'Go to the digest',
      },
      {
        type: 'overflow',
        action_id: 'overflow',
        options: ['Pause', 'Rename', 'Remove'].map((word) => option(word)),
      },
    ],
  },
  {
    type: 'context_actions',
    block_id: 'feedback',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: plain('Good'), value: 'good' },
        negative_button: { text: plain('Bad'), value: 'bad' },
      },
      { type: 'icon_button', icon: 'trash', text: plain('Throw away'), action_id: 'icon', value: 'x' },
    ],
  },
  {
    type: 'section',
    block_id: 'static',
    text: marked('How *urgent*?'),
    accessory: {
      type: 'static_select',
      action_id: 'static',
      placeholder: plain('Urgency'),
      initial_option: option('Low'),
      options: [option('Low'), option('Normal'), option('High', 'within a day')],
    },
  },
  {
    type: 'actions',
    block_id: 'menus',
    elements: [
      {
        type: 'multi_static_select',
        action_id: 'multi',
        placeholder: plain('Markets'),
        max_selected_items: 2,
        option_groups: [
          { label: plain('South'), options: [option('Italy'), option('Spain')] },
          { label: plain('North'), options: [option('Sweden')] },
        ],
      },
      { type: 'users_select', action_id: 'user', placeholder: plain('Who') },
      { type: 'channels_select', action_id: 'channel', placeholder: plain('Channel') },
      {
        type: 'conversations_select',
        action_id: 'conversation',
        placeholder: plain('Conversation'),
        filter: { include: ['private', 'im'], exclude_bot_users: true },
      },
      { type: 'external_select', action_id: 'external', placeholder: plain('Agency'), min_query_length: 2 },
    ],
  },
  {
    type: 'actions',
    block_id: 'choices',
    elements: [
      { type: 'checkboxes', action_id: 'checks', options: [option('Mail'), option('Message', 'in a DM')] },
      { type: 'radio_buttons', action_id: 'radio', options: [option('Weekly'), option('Daily')] },
      { type: 'datepicker', action_id: 'date', placeholder: plain('Day') },
      { type: 'timepicker', action_id: 'time', placeholder: plain('Time') },
      { type: 'datetimepicker', action_id: 'moment' },
    ],
  },
]

export const FORM: readonly Json[] = [
  { type: 'alert', text: marked('The week is *not closed* yet.'), level: 'warning' },
  {
    type: 'input',
    block_id: 'what',
    label: plain('What is to be done'),
    hint: plain('One sentence.'),
    element: { type: 'plain_text_input', action_id: 'v', min_length: 3, max_length: 40 },
  },
  {
    type: 'input',
    block_id: 'why',
    label: plain('Why'),
    optional: true,
    element: { type: 'rich_text_input', action_id: 'v', placeholder: plain('The reason') },
  },
  {
    type: 'input',
    block_id: 'who',
    label: plain('Who looks after it'),
    element: { type: 'multi_users_select', action_id: 'v', placeholder: plain('People') },
  },
  {
    type: 'input',
    block_id: 'agency',
    label: plain('Agencies'),
    optional: true,
    element: {
      type: 'multi_external_select',
      action_id: 'v',
      placeholder: plain('Search agencies'),
      min_query_length: 1,
    },
  },
  {
    type: 'input',
    block_id: 'mail',
    label: plain('Mail'),
    optional: true,
    element: { type: 'email_text_input', action_id: 'v', focus_on_load: true },
  },
  {
    type: 'input',
    block_id: 'page',
    label: plain('Page'),
    optional: true,
    element: { type: 'url_text_input', action_id: 'v' },
  },
  {
    type: 'input',
    block_id: 'count',
    label: plain('How many'),
    optional: true,
    element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false, min_value: '1' },
  },
  {
    type: 'input',
    block_id: 'due',
    label: plain('Due'),
    optional: true,
    element: { type: 'datetimepicker', action_id: 'v' },
  },
  {
    type: 'input',
    block_id: 'how',
    label: plain('How'),
    optional: true,
    element: { type: 'radio_buttons', action_id: 'v', options: [option('Call'), option('Write')] },
  },
  {
    type: 'input',
    block_id: 'proof',
    label: plain('Evidence'),
    optional: true,
    element: { type: 'file_input', action_id: 'v', filetypes: ['csv'], max_files: 2 },
  },
]

export const modal = (title: string, blocks: readonly Json[]): Json => ({
  type: 'modal',
  callback_id: title,
  title: plain(title),
  submit: plain('Save'),
  blocks,
})
