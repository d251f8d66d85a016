/** What a stage adds to an image, and what the stages that it is built on have added before it. */
export interface Layered<Layer> {
  readonly below: Layered<Layer> | undefined;
  readonly own: Layer[];
}

export function layerOn<Layer>(below: Layered<Layer> | undefined): Layered<Layer> {
  return { below, own: [] };
}

/** Everything that an image has, in the order in which it was added. */
export function layersOf<Layer>(top: Layered<Layer>): Layer[] {
  const parts: Layer[][] = [];
  for (let at: Layered<Layer> | undefined = top; at; at = at.below) parts.push(at.own);
  return parts.reverse().flat();
}
