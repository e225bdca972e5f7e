/** Where one dense layer lies in the flat parameters: weights [inputs, outputs] at `weightsAt`, then its bias. */
export type DenseLayer = {
  /** Its name in Stable-Baselines3's state dictionary, without `.weight` and `.bias`. */
  readonly name: string
  readonly inputs: number
  readonly outputs: number
  readonly weightsAt: number
  readonly biasAt: number
}

/** A policy and a value network, tanh between layers, side by side in one flat array: first policy, then value. */
export type NetworkShape = {
  readonly observationSize: number
  readonly actions: number
  readonly hiddenSizes: readonly number[]
  /** Ends in one logit per action. */
  readonly policy: readonly DenseLayer[]
  /** Ends in the value. */
  readonly value: readonly DenseLayer[]
  readonly parameterCount: number
}

/** The layers of the two networks and their places, from the sizes alone. */
export function describeNetwork(
  observationSize: number,
  actions: number,
  hiddenSizes: readonly number[],
): NetworkShape {
  let offset = 0
  const describeTower = (tower: string, head: string, outputs: number) => {
    const widths = [observationSize, ...hiddenSizes, outputs]
    return widths.slice(1).map((width, index): DenseLayer => {
      const inputs = widths[index]!
      // Stable-Baselines3 counts the activations as layers too, hence the even numbers.
      const name = index < hiddenSizes.length ? `mlp_extractor.${tower}.${index * 2}` : head
      const weightsAt = offset
      const biasAt = weightsAt + inputs * width
      offset = biasAt + width
      return { name, inputs, outputs: width, weightsAt, biasAt }
    })
  }
  const policy = describeTower('policy_net', 'action_net', actions)
  const value = describeTower('value_net', 'value_net', 1)
  return { observationSize, actions, hiddenSizes, policy, value, parameterCount: offset }
}

/** Numbers that a network of these layers writes for one row. */
export function activationWidth(layers: readonly DenseLayer[]): number {
  return layers.reduce((sum, layer) => sum + layer.outputs, 0)
}
