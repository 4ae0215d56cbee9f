/** Sending to the ledger through Fabric's gateway service, with deadlines, failover and honest outcomes. */
@NullMarked
package clearing.client.submit;

import org.jspecify.annotations.NullMarked;
