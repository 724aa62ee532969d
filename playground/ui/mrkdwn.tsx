export const Mrkdwn = ({ text }: { text: string }) => <span>{text}</span>
