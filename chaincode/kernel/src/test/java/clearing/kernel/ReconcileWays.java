package clearing.kernel;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.JournalRoot;
import clearing.kernel.reconcile.ReconcileSamples;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.SharedBreaks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A way to each result code that belongs to shared breaks and anchors. */
final class ReconcileWays {
    private ReconcileWays() {}

    static Map<ResultCode, Function<Consortium, Outcome>> ways() {
        Map<ResultCode, Function<Consortium, Outcome>> ways = new EnumMap<>(ResultCode.class);
        ways.put(ResultCode.SHARED_BREAK_NOT_FOUND, l -> SharedBreaks.none().answer());
        ways.put(ResultCode.SHARED_BREAK_ENDED, l -> {
            SharedBreaks breaks = SharedBreaks.opened();
            Consortium.done(breaks.by(NORTH, "carl", new ReconcileCommand.WithdrawBreak(SharedBreaks.ID, "found it")));
            return breaks.answer();
        });
        ways.put(
                ResultCode.PERSON_UNKNOWN,
                l -> l.apply(new Caller(NORTH, EnumSet.of(Role.MAKER)), Batch.of(SharedBreaks.opening("B-1", l.now())))
                        .outcomes()
                        .getFirst());
        ways.put(ResultCode.SAME_PERSON, l -> proposed().sign(NORTH, "ann", Hand.CHECKER));
        ways.put(ResultCode.MAKER_MISSING, l -> proposed().sign(SOUTH, "sue", Hand.CHECKER));
        ways.put(ResultCode.PROPOSAL_NUMBER_NOT_NEXT, l -> proposed().propose(3, SharedBreaks.NO_FAULT));
        ways.put(
                ResultCode.NO_SUCH_PROPOSAL,
                l -> proposed().by(SOUTH, "sue", SharedBreaks.signing(2, SharedBreaks.NO_FAULT, Hand.MAKER)));
        ways.put(
                ResultCode.INVALID_RESOLUTION,
                l -> SharedBreaks.opened()
                        .propose(
                                1,
                                new Resolution(
                                        Resolution.Kind.WRITE_OFF,
                                        SOUTH,
                                        1_001,
                                        Optional.empty(),
                                        SharedBreaks.hash("too much"))));
        ways.put(
                ResultCode.EVIDENCE_MISSING,
                l -> SharedBreaks.opened()
                        .by(
                                SOUTH,
                                "sue",
                                new ReconcileCommand.AnswerBreak(
                                        SharedBreaks.ID, clearing.kernel.codec.Blob.of(new byte[32]), "")));
        ways.put(
                ResultCode.BREAK_DEADLINE,
                l -> SharedBreaks.none()
                        .by(NORTH, "ann", SharedBreaks.opening("B-1", l.now().minus(Duration.ofDays(3)))));
        ways.put(
                ResultCode.BREAK_NOT_LATE,
                l -> SharedBreaks.opened().by(NORTH, "ann", new ReconcileCommand.EscalateBreak(SharedBreaks.ID, "")));
        anchors(ways);
        return ways;
    }

    private static void anchors(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(ResultCode.INVALID_ANCHOR, l -> {
            ReconcileCommand.AnchorJournal right = ReconcileSamples.anchoring(TODAY, 0, "");
            JournalRoot none = new JournalRoot(
                    right.root().root(),
                    0,
                    0,
                    right.root().audit(),
                    right.root().audited());
            return l.as(NORTH, new ReconcileCommand.AnchorJournal(right.period(), 0, none, ""));
        });
        ways.put(ResultCode.ANCHOR_NOT_NEXT, l -> l.as(NORTH, ReconcileSamples.anchoring(TODAY, 1, "again")));
        ways.put(ResultCode.ANCHOR_TOO_EARLY, l -> l.as(NORTH, ReconcileSamples.anchoring(TODAY.plusDays(2), 0, "")));
    }

    private static SharedBreaks proposed() {
        SharedBreaks breaks = SharedBreaks.opened();
        Consortium.done(breaks.propose(1, SharedBreaks.NO_FAULT));
        return breaks;
    }
}
