export { contentPolicy } from "./frame.js";
export { htmlPage, htmlReport } from "./report.js";
export type { PageSettings, ServerSetting } from "./shape.js";
