package clearing.settlement.errand;

import clearing.client.outbox.Envelope;
import clearing.client.outbox.IntentState;
import clearing.client.submit.ContractMessage;
import clearing.client.submit.FailPoint;
import clearing.client.submit.FailPoint.Step;
import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerException.Kind;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.settlement.errand.Errands.Answered;
import clearing.settlement.errand.Errands.Refusal;
import clearing.settlement.errand.Errands.Taken;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Brings errands to the ledger, each once. The rule is that of the member's own outbox (docs/outbox.md): the signed envelope is stored
 * before it is sent; while its outcome is not known the very same bytes are sent again, which can only become a duplicate; a new proposal is
 * made only while nothing was sent, or after a block has used the envelope's id up in a conflict of versions. What became of an envelope is
 * learnt from the blocks that this service has verified, and from nobody's word.
 */
public final class Carrier {
    /** The most steps of one run, so that answers are looked at in between. */
    private static final int STEPS = 20;

    private static final int MAX_PROPOSALS = 25;
    private static final int PASSING_ATTEMPTS = 6;
    private static final int MAX_FAILURE = 300;
    private static final String SERVICE = "service";

    private final String member;
    private final Database database;
    private final LedgerDoor door;
    private final AuditLog audit;
    private final InstantSource clock;
    private final BooleanSupplier current;
    private final FailPoint failPoint;

    /**
     * @param current whether all that the ledger is known to have was verified and stored here; else nothing new is proposed
     * @param failPoint {@link FailPoint#NONE} outside tests
     */
    public Carrier(
            String member,
            Database database,
            LedgerDoor door,
            AuditLog audit,
            InstantSource clock,
            BooleanSupplier current,
            FailPoint failPoint) {
        this.member = member;
        this.database = database;
        this.door = door;
        this.audit = audit;
        this.clock = clock;
        this.current = current;
        this.failPoint = failPoint;
    }

    /**
     * Learns from the verified blocks what became of errands, and takes a step with each that is due. Blocks.
     *
     * @return the desk's breaks at which something changed, ascending
     */
    public List<Long> run() {
        NavigableSet<Long> changed = new TreeSet<>();
        database.write(connection -> {
            for (Answered answer : Errands.answered(connection)) {
                settle(connection, answer);
                answer.errand().breakId().ifPresent(changed::add);
            }
            return true;
        });
        for (int step = 0; step < STEPS && current.getAsBoolean(); step++) {
            Optional<Taken> taken = database.write(connection -> Errands.take(connection, clock.instant()));
            if (taken.isEmpty()) {
                break;
            }
            carry(taken.get());
            taken.get().errand().breakId().ifPresent(changed::add);
        }
        return List.copyOf(changed);
    }

    private void settle(Connection connection, Answered answer) throws SQLException {
        TxValidationCode code = TxValidationCode.forNumber(answer.code());
        if (code == TxValidationCode.VALID) {
            done(connection, answer.id(), answer.errand(), new Errand.Place(answer.block(), answer.txId()));
        } else if (answer.proposals() < MAX_PROPOSALS
                && (code == TxValidationCode.MVCC_READ_CONFLICT || code == TxValidationCode.PHANTOM_READ_CONFLICT)) {
            Errands.renew(connection, answer, clock.instant());
        } else {
            String sentence = "The peers found the transaction invalid in block " + answer.block() + ".";
            refused(connection, answer.id(), answer.errand(), new Refusal(answer.codeName(), "", sentence));
        }
    }

    private void carry(Taken taken) {
        if (taken.envelope().isPresent()) {
            boolean ended = database.write(connection -> {
                Optional<Answered> thrownOut = Errands.thrownOut(connection, taken);
                if (thrownOut.isPresent()) {
                    settle(connection, thrownOut.get());
                }
                return thrownOut.isPresent();
            });
            if (!ended) {
                send(taken, taken.envelope().get());
            }
        } else if (!alreadyThere(taken)) {
            propose(taken);
        }
    }

    /** As in a database that was restored from before it was sent. */
    private boolean alreadyThere(Taken taken) {
        return database.write(connection -> {
            Optional<Errand.Place> place = taken.errand().onLedger(connection, member);
            if (place.isPresent()) {
                done(connection, taken.id(), taken.errand(), place.get());
            }
            return place.isPresent();
        });
    }

    private void propose(Taken taken) {
        Envelope envelope;
        Outcome outcome;
        try {
            envelope = door.endorse(taken.errand().kind(), taken.content());
            outcome = Outcome.decode(envelope.result().toByteArray()).getFirst();
        } catch (LedgerException e) {
            notEndorsed(taken, e);
            return;
        } catch (MalformedInput | IllegalArgumentException | java.util.NoSuchElementException e) {
            later(taken, Optional.of("The contract's answer cannot be read: " + e.getMessage()));
            return;
        }
        if (!outcome.accepted()) {
            Refusal refusal = new Refusal(outcome.code().name(), outcome.field(), outcome.detail());
            boolean passes =
                    mendable(outcome) || taken.errand().mayPass(outcome.code()) && taken.attempt() < PASSING_ATTEMPTS;
            notTaken(taken, refusal, passes);
            return;
        }
        if (outcome.code() == ResultCode.ALREADY_RECORDED) {
            // The blocks that tell where have not come here yet.
            later(taken, Optional.empty());
            return;
        }
        failPoint.reached(Step.ENDORSED);
        if (database.write(connection -> Errands.sealed(connection, taken, envelope))) {
            failPoint.reached(Step.ENVELOPE_STORED);
            send(taken, envelope);
        }
    }

    /** What is about the caller's standing and not about the content may be taken once that is mended. */
    private static boolean mendable(Outcome outcome) {
        return outcome.code() == ResultCode.ROLE_MISSING || outcome.code() == ResultCode.PERSON_UNKNOWN;
    }

    private void notEndorsed(Taken taken, LedgerException e) {
        if (e.kind() == Kind.CONTRACT) {
            IntentState.Refused refusal = ContractMessage.refusal(e.detail());
            notTaken(
                    taken,
                    new Refusal(refusal.code(), refusal.field(), refusal.sentence()),
                    ContractMessage.mendable(refusal));
        } else {
            later(taken, Optional.of(e.detail()));
        }
    }

    private void notTaken(Taken taken, Refusal refusal, boolean passes) {
        if (passes) {
            later(taken, Optional.of(refusal.code() + ": " + refusal.sentence()));
        } else {
            database.write(connection -> {
                refused(connection, taken.id(), taken.errand(), refusal);
                return true;
            });
        }
    }

    private void send(Taken taken, Envelope envelope) {
        Optional<String> failure = Optional.empty();
        try {
            door.submit(taken.errand().kind(), envelope);
        } catch (LedgerException e) {
            failure = Optional.of(e.detail());
        }
        failPoint.reached(Step.SENT);
        later(taken, failure);
    }

    private void later(Taken taken, Optional<String> failure) {
        Optional<String> plain = failure.map(words -> words.replaceAll("\\p{Cntrl}+", " "))
                .map(words -> words.substring(0, Math.min(words.length(), MAX_FAILURE)));
        database.write(connection -> {
            Errands.later(connection, taken, plain, clock.instant());
            return true;
        });
    }

    private void done(Connection connection, long id, Errand errand, Errand.Place place) throws SQLException {
        if (Errands.done(connection, id, place, clock.instant())) {
            audit.append(
                    connection,
                    SERVICE,
                    "ERRAND_DONE",
                    "errand " + id,
                    errand.kind() + " " + errand.subject() + " block " + place.block() + " " + place.txId());
        }
    }

    private void refused(Connection connection, long id, Errand errand, Refusal refusal) throws SQLException {
        if (Errands.refused(connection, id, refusal, clock.instant())) {
            audit.append(
                    connection,
                    SERVICE,
                    "ERRAND_REFUSED",
                    "errand " + id,
                    errand.kind() + " " + errand.subject() + " " + refusal.code());
        }
    }
}
