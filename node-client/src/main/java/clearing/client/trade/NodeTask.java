package clearing.client.trade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node is to do.
 *
 * @param outbox       folder of the outbox
 * @param trades       trade file
 * @param mapping      columns of the trade file
 * @param funding      what the member pays in and out as issuer
 * @param withdrawals  what it wants paid out
 * @param intake       whether it takes trades while it runs
 * @param pageSize     trades in a page
 * @param allOrNothing with an error anywhere in a file nothing of any file is sent
 * @param agent        whether it settles for all
 * @param failOverdue  whether its agent ends what is overdue once the ledger is quiet
 * @param quiet        how long nothing must have happened before the ledger counts as quiet
 */
public record NodeTask(
        Path outbox,
        Optional<Path> trades,
        ColumnMapping mapping,
        Optional<Path> funding,
        Optional<Path> withdrawals,
        boolean intake,
        int pageSize,
        boolean allOrNothing,
        boolean agent,
        boolean failOverdue,
        Duration quiet) {}
