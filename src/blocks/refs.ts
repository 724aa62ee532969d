declare const carries: unique symbol

/** An action's name and the type of value its button carries: views mention it, commands handle it. */
export interface ActionRef<Value> {
  id: string
  [carries]?: Value
}
export const actionRef = <Value>(id: string): ActionRef<Value> => ({ id })
