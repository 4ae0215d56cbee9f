/** What clients talk to: Fabric's gateway and block delivery services, one server for each organisation's peer. */
@NullMarked
package clearing.devnet.gateway;

import org.jspecify.annotations.NullMarked;
