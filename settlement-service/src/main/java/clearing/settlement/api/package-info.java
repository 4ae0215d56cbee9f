/** The HTTP interface, held to the OpenAPI document, with problem documents, events and metrics. */
@NullMarked
package clearing.settlement.api;

import org.jspecify.annotations.NullMarked;
