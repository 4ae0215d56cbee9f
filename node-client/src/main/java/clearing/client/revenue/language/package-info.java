/**
 * The language of agreements: term sheets in YAML or JSON to terms and back, every fault at its line and column.
 */
@NullMarked
package clearing.client.revenue.language;

import org.jspecify.annotations.NullMarked;
