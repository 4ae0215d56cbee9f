package clearing.kernel.reconcile;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.Role;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.state.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/** A break that the north shares with the south, and people of both. */
public final class SharedBreaks {
    public static final BreakId ID = new BreakId(NORTH, "B-1");
    public static final Subject SUBJECT = new Subject(SharedKind.AMOUNT_DIFFERS, "HKD", 1_000, TODAY, "T1");
    public static final Resolution NO_FAULT =
            new Resolution(Resolution.Kind.NO_FAULT, "", 0, Optional.empty(), hash("agreed"));
    public static final Duration ANSWER = Duration.ofDays(2);
    public static final Duration RESOLVE = Duration.ofDays(30);

    private final Consortium ledger = Consortium.funded();

    private SharedBreaks() {}

    public static SharedBreaks opened() {
        SharedBreaks breaks = new SharedBreaks();
        Consortium.done(breaks.by(NORTH, "ann", opening(ID.reference(), breaks.ledger.now())));
        return breaks;
    }

    public static SharedBreaks none() {
        return new SharedBreaks();
    }

    public Consortium ledger() {
        return ledger;
    }

    public SharedBreak now() {
        return SharedBreak.decode(ledger.state()
                .get(Keys.sharedBreak(ID.opener(), ID.reference()))
                .orElseThrow());
    }

    /** A person who may make and check. */
    public Outcome by(String member, String name, Command command) {
        return ledger.apply(Consortium.person(member, name, EnumSet.of(Role.MAKER, Role.CHECKER)), Batch.of(command))
                .outcomes()
                .getFirst();
    }

    public Outcome answer() {
        return by(SOUTH, "sue", answering(ID, "south"));
    }

    public Outcome propose(int number, Resolution resolution) {
        return by(NORTH, "ann", proposing(number, resolution));
    }

    public Outcome sign(String member, String name, Hand hand) {
        ResolutionProposal standing = now().proposal().orElseThrow();
        return by(member, name, signing(standing.number(), standing.resolution(), hand));
    }

    public static Command opening(String reference, Instant now) {
        return new ReconcileCommand.OpenBreak(
                SOUTH, reference, SUBJECT, hash("north"), now.plus(ANSWER), now.plus(RESOLVE), "please look");
    }

    public static Command answering(BreakId id, String evidence) {
        return new ReconcileCommand.AnswerBreak(id, hash(evidence), "");
    }

    public static Command commenting(String words) {
        return new ReconcileCommand.CommentBreak(ID, hash(words), words);
    }

    public static Command proposing(int number, Resolution resolution) {
        return new ReconcileCommand.ProposeResolution(ID, number, resolution);
    }

    public static Command signing(int number, Resolution resolution, Hand hand) {
        return new ReconcileCommand.SignResolution(ID, number, ResolutionProposal.hash(ID, number, resolution), hand);
    }

    public static Blob hash(String words) {
        return Blob.of(Bytes.sha256(words.getBytes(StandardCharsets.US_ASCII)));
    }
}
