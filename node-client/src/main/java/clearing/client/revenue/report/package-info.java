/** The quarterly transparency report of an agreement, as one model and as HTML, PDF and XLSX. */
@NullMarked
package clearing.client.revenue.report;

import org.jspecify.annotations.NullMarked;
