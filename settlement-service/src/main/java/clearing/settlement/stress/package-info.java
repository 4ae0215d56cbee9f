/** The nightly stress test: cover-1 and cover-2 on the book that this member verified, one run and one row a night. */
@NullMarked
package clearing.settlement.stress;

import org.jspecify.annotations.NullMarked;
