/** What Slack allows: builders clip to it, the checker refuses by it. Lengths are in characters. */
export const LIMITS = {
  messageBlocks: 50,
  modalBlocks: 100,
  homeBlocks: 100,
  /** All text in a message's blocks together. Undocumented: Slack answers `msg_blocks_too_long` beyond it. */
  messageBlocksText: 13_200,
  /** Longer message texts are cut here without an error. */
  messageText: 40_000,
  /** `chat.update` and ephemerals refuse beyond this; posts should stay below it too. */
  updateText: 4000,
  responseText: 3000,
  markdownText: 12_000,
  attachments: 100,
  /** Undocumented; far beyond the one opaque key that belongs there. */
  metadata: 8000,

  id: 255,
  text: 3000,
  header: 150,
  sectionFields: 10,
  sectionField: 2000,
  contextElements: 10,
  actionsElements: 25,
  contextActionsElements: 5,
  label: 2000,
  hint: 2000,
  altText: 2000,
  imageTitle: 2000,
  url: 3000,
  videoTitle: 199,
  videoAuthor: 49,

  cardTitle: 150,
  cardBody: 200,
  cardActions: 2,
  carouselCards: 10,
  containerBlocks: 10,
  containerTitle: 150,

  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  optionText: 75,
  optionDescription: 75,
  /** The type declarations say 75, the documentation 150. */
  optionValue: 75,
  options: 100,
  optionGroups: 100,
  optionGroupLabel: 75,
  overflowOptions: 5,
  choices: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  placeholder: 150,
  inputLength: 3000,
  inputLines: 100,
  fileInputFiles: 10,

  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  viewBytes: 250_000,
  modalStack: 3,

  tableRows: 100,
  tableColumns: 20,
  dataTableRows: 101,
  dataTableText: 10_000,
  dataTablePageSize: 100,

  chartsPerMessage: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartPoints: 20,
  chartLabel: 20,
  chartAxisLabel: 50,

  fileAltText: 1000,
  snippetBytes: 1_000_000,
  fileBytes: 1_000_000_000,
  fileChannels: 100,
  scheduleDays: 120,
  /** Scheduled for one channel within five minutes of each other. */
  scheduledNear: 30,

  /** Seconds. */
  ack: 3,
  trigger: 3,
  responseUrlUses: 5,
  /** Seconds. */
  responseUrl: 1800,
} as const
