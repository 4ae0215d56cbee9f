/** Measures as people write and read them: values in their units, and where each measure of a period stands. */
@NullMarked
package clearing.client.revenue.fact;

import org.jspecify.annotations.NullMarked;
