package clearing.settlement.ledger;

import clearing.client.chain.VerifiedBlock;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.BreakId;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.JournalRoot;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.ResolutionProposal;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.reconcile.SharedKind;
import clearing.kernel.reconcile.Subject;
import clearing.kernel.state.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A day on which Harbour and Lotus share breaks: one that each has proposed an end of and Harbour has signed wholly, one that Harbour has not
 * answered in time, one that is resolved and one that was taken back. Lotus shares one with Meridian too.
 */
public final class SharedDay {
    public static final BreakId HALF_SIGNED = new BreakId(SimulatedChain.HARBOUR, "BRK-1");
    public static final BreakId LATE = new BreakId(SimulatedChain.LOTUS, "B/2");
    public static final BreakId OF_OTHERS = new BreakId(SimulatedChain.LOTUS, "B/3");
    public static final BreakId RESOLVED = new BreakId(SimulatedChain.HARBOUR, "BRK-4");
    public static final BreakId WITHDRAWN = new BreakId(SimulatedChain.HARBOUR, "BRK-5");
    /** Before the others' deadlines, after that of the late one. */
    public static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private static final String HARBOUR = SimulatedChain.HARBOUR;
    private static final String LOTUS = SimulatedChain.LOTUS;
    private static final String SECOND = "-checker";
    private static final Instant SOON = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant LATER = Instant.parse("2026-12-20T20:00:00Z");

    private final SimulatedChain chain;

    private SharedDay(SimulatedChain chain) {
        this.chain = chain;
    }

    /** The whole day. */
    public static SimulatedChain chain() {
        SimulatedChain chain = SimulatedChain.day(1, 4);
        new SharedDay(chain).run();
        return chain;
    }

    /** A break as it stands at the end of that chain. */
    public static SharedBreak at(SimulatedChain chain, BreakId id) {
        return chain.value(Keys.sharedBreak(id.opener(), id.reference()))
                .map(SharedBreak::decode)
                .orElseThrow();
    }

    /** A hash of something that nobody guesses. */
    public static Blob hash(String words) {
        return Blob.of(Bytes.sha256(words.getBytes(StandardCharsets.US_ASCII)));
    }

    /** A chain that goes on while a service follows it. */
    public static final class Growing {
        private final SimulatedChain chain = SimulatedChain.day(1, 4);
        private final List<VerifiedBlock> blocks = new CopyOnWriteArrayList<>(chain.blocks());

        /** All blocks so far; the list grows. */
        public List<VerifiedBlock> blocks() {
            return blocks;
        }

        /** Harbour anchors its journal of the day in a block of its own. */
        public void anchor(JournalRoot root, int revision, String reason) {
            AnchorPeriod day = AnchorPeriod.wholeDay(SimulatedChain.DAY);
            chain.submit(HARBOUR, new ReconcileCommand.AnchorJournal(day, revision, root, reason));
            chain.seal();
            blocks.add(chain.blocks().getLast());
        }
    }

    /** A day without shared breaks that goes on. */
    public static Growing growing() {
        return new Growing();
    }

    private void run() {
        open(HALF_SIGNED, LOTUS, "T0-1", LATER, "please look");
        open(LATE, HARBOUR, "T0-2", SOON, "");
        open(OF_OTHERS, SimulatedChain.BANK, "T9-9", LATER, "");
        open(RESOLVED, LOTUS, "", LATER, "");
        open(WITHDRAWN, LOTUS, "", LATER, "");
        chain.seal();
        chain.submit(LOTUS, new ReconcileCommand.AnswerBreak(HALF_SIGNED, hash("south"), "ours"));
        chain.submit(LOTUS, new ReconcileCommand.CommentBreak(HALF_SIGNED, hash("a comment"), "see page 2"));
        propose(HARBOUR, HALF_SIGNED, 1, Resolution.Kind.NO_FAULT, "", 0);
        propose(LOTUS, HALF_SIGNED, 2, Resolution.Kind.WRITE_OFF, HARBOUR, 400);
        sign(HARBOUR, "", HALF_SIGNED, Hand.MAKER);
        sign(HARBOUR, SECOND, HALF_SIGNED, Hand.CHECKER);
        chain.seal();
        propose(HARBOUR, RESOLVED, 1, Resolution.Kind.ACCEPT_CHAIN, "", 0);
        sign(LOTUS, "", RESOLVED, Hand.MAKER);
        sign(HARBOUR, SECOND, RESOLVED, Hand.CHECKER);
        sign(LOTUS, SECOND, RESOLVED, Hand.CHECKER);
        chain.submitAs(HARBOUR, SECOND, new ReconcileCommand.WithdrawBreak(WITHDRAWN, "found it"));
        chain.seal();
        chain.pause(Duration.ofHours(2));
        chain.submit(LOTUS, new ReconcileCommand.EscalateBreak(LATE, "no answer"));
        chain.seal();
    }

    private void open(BreakId id, String counterparty, String about, Instant answerBy, String words) {
        chain.submit(
                id.opener(),
                new ReconcileCommand.OpenBreak(
                        counterparty,
                        id.reference(),
                        new Subject(SharedKind.AMOUNT_DIFFERS, "HKD", 1_000, SimulatedChain.DAY, about),
                        hash("north " + id),
                        answerBy,
                        LATER,
                        words));
    }

    private void propose(String member, BreakId id, int number, Resolution.Kind kind, String party, long amount) {
        Resolution resolution = new Resolution(kind, party, amount, Optional.empty(), hash("terms " + number));
        chain.submit(member, new ReconcileCommand.ProposeResolution(id, number, resolution));
    }

    private void sign(String member, String person, BreakId id, Hand hand) {
        ResolutionProposal proposal = at(chain, id).proposal().orElseThrow();
        Blob hash = ResolutionProposal.hash(id, proposal.number(), proposal.resolution());
        chain.submitAs(member, person, new ReconcileCommand.SignResolution(id, proposal.number(), hash, hand));
    }
}
