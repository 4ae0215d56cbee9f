package clearing.settlement.ledger;

import clearing.settlement.store.OnContainer;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger tail, on a PostgreSQL that a container engine runs. */
@ExtendWith(OnContainer.class)
final class LedgerTailOnContainerTest extends LedgerTailTest {}
