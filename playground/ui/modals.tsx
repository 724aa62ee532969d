export const Modals = () => null
