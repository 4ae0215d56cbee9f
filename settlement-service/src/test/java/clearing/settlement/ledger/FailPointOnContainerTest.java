package clearing.settlement.ledger;

import clearing.settlement.store.OnContainer;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dying at each named place, on a PostgreSQL that a container engine runs. */
@ExtendWith(OnContainer.class)
final class FailPointOnContainerTest extends FailPointTest {}
