// Starts the reader of PDF files in its worker. What fails here is thrown anew as a task of its own: WebKit does not report to the
// page that a worker's module ended in a rejected promise.
import init from './pdf.js';
init().catch((error) => setTimeout(() => { throw error; }));
