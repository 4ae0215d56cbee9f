package clearing.client.certificate;

import clearing.client.certificate.ResultCertificate.Salted;
import clearing.client.journal.JournalAccount;
import clearing.client.journal.JournalEntry;
import clearing.client.proof.SumTree;
import clearing.kernel.codec.Blob;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.Positions;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a result of the reconciliation proves what it states, from the trust anchor alone. The books' side leads from the entry
 * by its account's tree and the journal's tree to the root that the ledger holds; the chain's side is the trade's own certificate. The
 * first check that fails ends it.
 */
public final class ResultVerifier {
    private interface Step {
        String check() throws InvalidProtocolBufferException;
    }

    private final ResultCertificate result;
    private final TrustAnchor believed;
    private final List<Check> checks = new ArrayList<>();

    private ResultVerifier(ResultCertificate result, TrustAnchor believed) {
        this.result = result;
        this.believed = believed;
    }

    /** Whether the bytes say that they are a result, and not a certificate of finality. */
    public static boolean reads(byte[] file) {
        return ResultFormat.claimsToBe(file);
    }

    /**
     * Verifies a result's file.
     *
     * @throws UnreadableCertificate when the bytes are no result in the form in which they are written
     */
    public static Verdict verify(byte[] file, TrustAnchor believed) {
        return verify(ResultFormat.read(file), believed);
    }

    /** The anchor that a result rests on, once it was verified. */
    public static JournalAnchor anchor(byte[] file) {
        ResultCertificate result = ResultFormat.read(file);
        ProvenTransaction proven = ProvenTransaction.of(result.anchor().bytes(), new TrustAnchor.Roots(Map.of()));
        return anchor(proven);
    }

    static Verdict verify(ResultCertificate result, TrustAnchor believed) {
        ResultVerifier verifier = new ResultVerifier(result, believed);
        Optional<Finality> state = verifier.run();
        return new Verdict(verifier.checks, state, result.statement());
    }

    private Optional<Finality> run() {
        Optional<ProvenTransaction> anchor = embedded("anchor", result.anchor());
        if (anchor.isEmpty()) {
            return Optional.empty();
        }
        Optional<ProvenTransaction> trade = result.trade().flatMap(bytes -> embedded("trade", bytes));
        if (trade.isEmpty() && result.trade().isPresent()) {
            return Optional.empty();
        }
        boolean good = passes("journal", () -> journal(anchor.get()))
                && passes("entries", this::entries)
                && passes("balance", this::balance)
                && passes("positions", () -> positions(anchor.get()))
                && passes("result", () -> said(anchor.get(), trade).check())
                && passes("statement", () -> statement(anchor.get(), trade));
        Finality weakest = trade.flatMap(t -> t.verdict().state())
                .filter(state -> state == Finality.IRREVOCABLE)
                .orElse(anchor.get().verdict().state().orElseThrow());
        return good ? Optional.of(weakest) : Optional.empty();
    }

    private Optional<ProvenTransaction> embedded(String name, Blob file) {
        try {
            ProvenTransaction proven = ProvenTransaction.of(file.bytes(), believed);
            Optional<Check> failure = proven.verdict().failure();
            checks.add(new Check(
                    name,
                    failure.isEmpty(),
                    failure.map(check -> "Its check '" + check.name() + "' fails: " + check.detail())
                            .orElseGet(() -> proven.verdict()
                                    .statement()
                                    .path("sentence")
                                    .asText())));
            return failure.isEmpty() ? Optional.of(proven) : Optional.empty();
        } catch (UnreadableCertificate e) {
            checks.add(new Check(name, false, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private boolean passes(String name, Step step) {
        try {
            checks.add(new Check(name, true, step.check()));
            return true;
        } catch (Refuted e) {
            checks.add(new Check(name, false, String.valueOf(e.getMessage())));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // Whoever made the file chose these bytes: whatever a reader stumbles over is the file's fault.
            checks.add(new Check(name, false, "Its bytes cannot be read: " + e.getMessage()));
        }
        return false;
    }

    static JournalAnchor anchor(ProvenTransaction proven) {
        return JournalAnchor.decode(proven.written(
                        Keys.ANCHOR_PREFIX + proven.transaction().creator().mspId() + "/")
                .orElseThrow(() -> new Refuted("The transaction anchored no journal.")));
    }

    private JournalAccount account() {
        return JournalAccount.decode(result.account().content().bytes());
    }

    private String journal(ProvenTransaction proven) {
        JournalAnchor anchor = anchor(proven);
        boolean holds = SumTree.holds(
                anchor.root().root(),
                result.accountWay().index(),
                anchor.root().accounts(),
                result.account().leaf(),
                new long[] {account().entries()},
                result.accountWay().path(),
                new long[] {anchor.root().entries()});
        if (!holds) {
            throw new Refuted("The account does not lead to the root that " + anchor.member() + " anchored.");
        }
        return "The account is one of " + anchor.root().accounts() + ", with "
                + anchor.root().entries()
                + " entries in all, under the root that " + anchor.member() + " anchored for " + anchor.period()
                + ", revision " + anchor.revision() + ".";
    }

    private String entries() {
        JournalAccount account = account();
        long[] total = {account.in(), account.out()};
        List<Salted> shown = result.entries();
        if (result.way().isPresent()) {
            boolean holds = shown.size() == 1
                    && SumTree.holds(
                            account.root(),
                            result.way().get().index(),
                            account.entries(),
                            shown.getFirst().leaf(),
                            entry(shown.getFirst()).amounts(),
                            result.way().get().path(),
                            total);
            if (!holds) {
                throw new Refuted("The entry does not lead to the root of its account.");
            }
            return "The entry is one of " + account.entries() + " of the account, whose sums are those of the account.";
        }
        if (shown.size() != account.entries() || shown.isEmpty()) {
            throw new Refuted("Shown are " + shown.size() + " entries, and the account has " + account.entries() + ".");
        }
        SumTree tree = SumTree.of(
                shown.stream().map(Salted::leaf).toArray(byte[][]::new),
                shown.stream().map(leaf -> entry(leaf).amounts()).toArray(long[][]::new));
        if (!tree.root().equals(account.root()) || !Arrays.equals(tree.sums(), total)) {
            throw new Refuted("The entries shown are not those of the account.");
        }
        return "All " + shown.size()
                + " entries of the account are shown; one that was left out or altered would show.";
    }

    private static JournalEntry entry(Salted leaf) {
        return JournalEntry.decode(leaf.content().bytes());
    }

    private String balance() {
        JournalAccount account = account();
        if (!account.balances()) {
            throw new Refuted("Opening, movements and closing of the account do not sum up.");
        }
        return "Opening, what came in and what went out come to the closing.";
    }

    private String positions(ProvenTransaction proven) throws InvalidProtocolBufferException {
        JournalAnchor anchor = anchor(proven);
        Positions positions = Positions.decode(result.positions().bytes());
        if (!positions.hash().equals(anchor.positions())) {
            throw new Refuted("The positions are not those that the contract held at the anchoring.");
        }
        said(proven, Optional.empty()).held();
        return "The positions are those that the contract held when the journal was anchored.";
    }

    private ResultStatement said(ProvenTransaction proven, Optional<ProvenTransaction> trade)
            throws InvalidProtocolBufferException {
        return said(
                anchor(proven),
                proven.constitution(),
                result,
                trade.map(t -> t.verdict().statement()));
    }

    static ResultStatement said(
            JournalAnchor anchor, Constitution constitution, ResultCertificate result, Optional<JsonNode> trade) {
        return new ResultStatement(
                anchor,
                constitution,
                JournalAccount.decode(result.account().content().bytes()),
                result.entries().stream().map(ResultVerifier::entry).toList(),
                result.way().isPresent(),
                Positions.decode(result.positions().bytes()),
                trade);
    }

    private String statement(ProvenTransaction proven, Optional<ProvenTransaction> trade)
            throws InvalidProtocolBufferException {
        String expected = said(proven, trade).node().toString();
        if (!expected.equals(result.statement().toString())) {
            throw new Refuted("The evidence says something else.");
        }
        return result.statement().path("sentence").asText();
    }
}
