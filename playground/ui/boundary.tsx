import { Component, type ReactNode } from 'react'

interface State {
  failed: boolean
}

/** One part that cannot be shown must not take the page with it; React knows no other way than a class. */
export class Boundary extends Component<{ words: string; children: ReactNode }, State> {
  override state: State = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? <p className="failed">{this.props.words}</p> : this.props.children
  }
}
