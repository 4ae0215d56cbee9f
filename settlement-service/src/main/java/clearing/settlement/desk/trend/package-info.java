/** How the desk does from day to day. */
@NullMarked
package clearing.settlement.desk.trend;

import org.jspecify.annotations.NullMarked;
