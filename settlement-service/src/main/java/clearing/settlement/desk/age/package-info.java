/** Ages of breaks in business days. */
@NullMarked
package clearing.settlement.desk.age;

import org.jspecify.annotations.NullMarked;
