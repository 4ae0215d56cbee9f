/** What happens to a break without anybody: severity, owner and due time when it opens, escalation as time goes by. */
@NullMarked
package clearing.settlement.desk.routing;

import org.jspecify.annotations.NullMarked;
