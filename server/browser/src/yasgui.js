// YASGUI's two halves, the editor and the results. Its frame of tabs and endpoints stays unused:
// there is one endpoint here, and an address in the browser's own tab for each query.
import Yasgui from "@zazuko/yasgui";

export const { Yasqe, Yasr } = Yasgui;
