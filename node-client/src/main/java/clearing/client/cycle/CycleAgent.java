package clearing.client.cycle;

import clearing.client.submit.Courier;
import clearing.client.submit.Delivery;
import clearing.client.trade.LedgerView;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Lane;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clearing agent of cycles: when a step's time has come it asks for it. Several members' agents may run at once: of two that ask for the
 * same step the ledger lets one through. For one thread.
 */
public final class CycleAgent {
    private static final Logger LOG = LoggerFactory.getLogger(CycleAgent.class);

    private final Courier courier;
    private final CycleSteps steps;
    private final InstantSource clock;
    private long lastBlock;

    public CycleAgent(String member, Courier courier, LedgerView view, InstantSource clock) {
        this.courier = courier;
        this.steps = new CycleSteps(member, view);
        this.clock = clock;
    }

    /** A step that was asked for, and what came of it. */
    public record Step(Command command, Outcome outcome) {}

    /** Does what must not overlap with other transactions of the same member. */
    @FunctionalInterface
    public interface Turn {
        /** Runs a step, and waits until the view has its block. */
        void take(Asking step) throws InterruptedException;
    }

    /** A step that is about to be asked for. */
    @FunctionalInterface
    public interface Asking {
        void run() throws InterruptedException;
    }

    /** One step in each lane that has one due: it comes with the time, also when no block does. */
    public void step(List<Lane> lanes, Turn turn) throws InterruptedException {
        for (Lane lane : lanes) {
            Optional<Command> due = due(lane);
            if (due.isPresent()) {
                turn.take(() -> ask(due.get()));
            }
        }
    }

    /** The step that is due in a lane. */
    public Optional<Command> due(Lane lane) {
        return steps.next(lane, clock.instant());
    }

    /** Asks for a step; empty when it did not come through, and will be worked out again. */
    public Optional<Step> ask(Command command) throws InterruptedException {
        Delivery delivery = courier.once("agent", Batch.of(command).encode());
        if (delivery instanceof Delivery.Committed committed) {
            lastBlock = committed.state().block();
            Outcome outcome =
                    Outcome.decode(committed.state().result().toByteArray()).get(0);
            LOG.info("{}: {}", command, outcome.code());
            return Optional.of(new Step(command, outcome));
        }
        LOG.info("{} did not come through: {}", command, delivery);
        return Optional.empty();
    }

    /** The block with its last step; the next is to be worked out of a view that has it. 0 at first. */
    public long lastBlock() {
        return lastBlock;
    }
}
