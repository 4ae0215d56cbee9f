package clearing.devnet.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suite, test by test, on real Fabric. On a machine without its programs it is listed as not run. */
class FabricConformanceIT {

    @RegisterExtension
    static final OnFabric FABRIC = new OnFabric();

    @Nested
    class Access extends AccessTest {}

    @Nested
    class Attestations extends AttestationTest {}

    @Nested
    class Blocks extends BlockTest {}

    @Nested
    class Events extends EventTest {}

    @Nested
    class State extends StateTest {}

    @Nested
    class Transactions extends TransactionTest {}
}
