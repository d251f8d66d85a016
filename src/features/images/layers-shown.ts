/** What the layers of an image look like, in one bundle that is loaded with the first of them. */
export { layerNodes } from './layers-nodes.ts';
export { layersPicture } from './layers-picture.ts';
