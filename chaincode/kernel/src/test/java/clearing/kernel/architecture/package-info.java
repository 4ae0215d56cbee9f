/** What the kernel's byte code may and may not contain, and a class for each rule that the rule must catch. */
@NullMarked
package clearing.kernel.architecture;

import org.jspecify.annotations.NullMarked;
