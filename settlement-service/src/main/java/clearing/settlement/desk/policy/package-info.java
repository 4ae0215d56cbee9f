/** The desk's policy: severity, service levels, routing, escalation and authority, versioned and approved by a second person. */
@NullMarked
package clearing.settlement.desk.policy;

import org.jspecify.annotations.NullMarked;
