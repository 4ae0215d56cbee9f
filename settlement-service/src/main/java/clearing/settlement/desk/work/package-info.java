/** What a person does to one break or to many: give it to somebody, label it, comment on it. */
@NullMarked
package clearing.settlement.desk.work;

import org.jspecify.annotations.NullMarked;
