package clearing.kernel.reconcile;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.NY;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Samples;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.command.ReconcileCommand.AnchorJournal;
import clearing.kernel.trade.TradeId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One fixed value of each encoded type of shared breaks and anchors. */
public final class ReconcileSamples {
    private static final Blob HASH = Blob.of(Samples.page().contentHash());
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123Z");
    private static final Resolution REVERSAL =
            new Resolution(Resolution.Kind.REVERSAL, "", 0, Optional.of(new TradeId(Samples.PAGE_ID, 1_999)), HASH);
    private static final Resolution WRITE_OFF =
            new Resolution(Resolution.Kind.WRITE_OFF, SOUTH, 999, Optional.empty(), HASH);

    private ReconcileSamples() {}

    /** Every command once, a resolution with a trade and one without. */
    public static Batch batch() {
        BreakId id = new BreakId(NORTH, "B/7.1-");
        return Batch.of(
                new ReconcileCommand.OpenBreak(
                        SOUTH, "B/7.1-", SharedBreaks.SUBJECT, HASH, NOON, NOON.plusSeconds(60), "please look"),
                new ReconcileCommand.AnswerBreak(id, HASH, ""),
                new ReconcileCommand.CommentBreak(id, HASH, "our custodian says otherwise"),
                new ReconcileCommand.ProposeResolution(id, 1, REVERSAL),
                new ReconcileCommand.ProposeResolution(id, 65_535, WRITE_OFF),
                new ReconcileCommand.SignResolution(id, 1, HASH, Hand.CHECKER),
                new ReconcileCommand.EscalateBreak(id, "no answer"),
                new ReconcileCommand.WithdrawBreak(id, "found it"),
                anchoring(TODAY, 3, "a late entry"));
    }

    public static AnchorJournal anchoring(LocalDate day, int revision, String reason) {
        return new AnchorJournal(AnchorPeriod.wholeDay(day), revision, root(), reason);
    }

    static JournalRoot root() {
        return new JournalRoot(HASH, 4, 1_000_000_000_000L, HASH, 77);
    }

    public static SharedBreak shared() {
        Word word = new Word(HASH, NOON, HASH);
        return SharedBreak.open(new BreakId(NORTH, "B-1"), SOUTH, SharedBreaks.SUBJECT, word, NOON, NOON.plusSeconds(1))
                .answered(word)
                .commented(SOUTH, HASH)
                .proposed(new ResolutionProposal(2, SOUTH, REVERSAL, Signatures.NONE, Signatures.NONE)
                        .signed(false, Hand.MAKER, word)
                        .signed(false, Hand.CHECKER, word))
                .escalated(new Escalation(NORTH, NOON, List.of(NORTH, SOUTH)))
                .withdrawnAt(NOON);
    }

    public static JournalAnchor anchor() {
        return new JournalAnchor(BANK, new AnchorPeriod(TODAY, 24), 1, root(), HASH, HASH, 5, NOON, "a late entry");
    }

    public static Positions positions() {
        BalancePage page = BalancePage.decode(Optional.empty());
        page.credit(Consortium.CLIENT, Consortium.SHARE, 55);
        return new Positions(List.of(
                new Positions.OfLane(HK, Blob.of(page.encode())),
                new Positions.OfLane(
                        NY, Blob.of(BalancePage.decode(Optional.empty()).encode()))));
    }
}
