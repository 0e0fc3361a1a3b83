/** guidelab's version, put in when the lab is built. */
export const VERSION: string = __GUIDELAB_VERSION__;

declare const __GUIDELAB_VERSION__: string;
