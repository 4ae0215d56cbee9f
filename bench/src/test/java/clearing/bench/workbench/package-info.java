/** Browser tests of the workbench: they open the pages that members open, in a browser that is installed on the machine. */
@NullMarked
package clearing.bench.workbench;

import org.jspecify.annotations.NullMarked;
