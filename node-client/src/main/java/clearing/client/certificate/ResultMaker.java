package clearing.client.certificate;

import clearing.client.certificate.CertificateMaker.Made;
import clearing.client.certificate.CertificateMaker.Subject;
import clearing.client.certificate.ResultCertificate.Salted;
import clearing.client.certificate.ResultCertificate.Way;
import clearing.client.chain.BlockDecoder;
import clearing.client.chain.BlockSource;
import clearing.client.chain.BlockSourceException;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ReadEntry;
import clearing.client.journal.Journal;
import clearing.client.journal.JournalEntry;
import clearing.client.proof.SumTree;
import clearing.client.trade.MemberSession;
import clearing.kernel.codec.Blob;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.Positions;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.Block;

/** Makes the file of a result from the member's own journal and the live ledger, and verifies it. */
public final class ResultMaker {
    private final MemberSession session;
    private final Journal journal;
    private final int behind;
    private final Duration patience;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param journal as it was anchored
     * @param behind how many blocks behind each transaction's to take along at most
     */
    public ResultMaker(MemberSession session, Journal journal, int behind, Duration patience) {
        this.session = session;
        this.journal = journal;
        this.behind = behind;
        this.patience = patience;
    }

    /**
     * Makes it.
     *
     * @param of the account, one of the journal's
     * @param entry which of its entries; empty for all
     * @throws NoCertificate when the ledger does not hold this journal, or what it holds makes no certificate
     */
    public Made make(Journal.Of of, OptionalInt entry) throws InterruptedException {
        String key = Keys.anchor(journal.member(), journal.period());
        Made anchored = CertificateMaker.make(
                session,
                new Subject.Key(key, "anchor of " + journal.member() + " for " + journal.period()),
                behind,
                patience);
        TrustAnchor own = new TrustAnchor.Genesis(session.genesis());
        ProvenTransaction proven = ProvenTransaction.of(anchored.file(), own);
        JournalAnchor anchor = ResultVerifier.anchor(proven);
        if (!anchor.root().equals(journal.root())) {
            throw new NoCertificate("What the ledger holds for " + journal.period() + ", revision " + anchor.revision()
                    + ", is not the root of this journal.");
        }
        Optional<Made> trade = trade(of, entry);
        ResultCertificate draft = draft(of, entry, anchored, trade, positions(proven));
        Optional<JsonNode> told = trade.map(made -> made.verdict().statement());
        try {
            JsonNode statement = ResultVerifier.said(anchor, proven.constitution(), draft, told)
                    .node();
            byte[] file = ResultFormat.write(draft.saying(statement));
            Verdict verdict = ResultVerifier.verify(file, own);
            verdict.failure().ifPresent(check -> {
                throw new NoCertificate("Check '" + check.name() + "' fails: " + check.detail());
            });
            notes.addAll(anchored.notes());
            trade.ifPresent(made -> notes.addAll(made.notes()));
            return new Made(file, verdict, notes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A block that was verified cannot be read: " + e.getMessage(), e);
        } catch (Refuted e) {
            throw new NoCertificate(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Made> trade(Journal.Of of, OptionalInt entry) throws InterruptedException {
        String place = entry.isEmpty() ? "" : of.entries().get(entry.getAsInt()).trade();
        int cut = place.lastIndexOf('#');
        return cut < 0
                ? Optional.empty()
                : Optional.of(CertificateMaker.make(
                        session,
                        new Subject.Trade(place.substring(0, cut), Integer.parseInt(place.substring(cut + 1))),
                        behind,
                        patience));
    }

    private ResultCertificate draft(
            Journal.Of of, OptionalInt entry, Made anchored, Optional<Made> trade, Positions positions) {
        Optional<SumTree> entries = journal.entries(of);
        int place = journal.accounts().indexOf(of);
        IntStream shown = entry.isPresent()
                ? IntStream.of(entry.getAsInt())
                : IntStream.range(0, of.entries().size());
        return new ResultCertificate(
                ResultFormat.object(),
                Blob.of(positions.encode()),
                new Salted(Blob.of(journal.account(of).encode()), journal.salt(of)),
                new Way(place, journal.tree().path(place)),
                shown.mapToObj(i -> salted(of, i)).toList(),
                entry.isPresent()
                        ? entries.map(tree -> new Way(entry.getAsInt(), tree.path(entry.getAsInt())))
                        : Optional.empty(),
                Blob.of(anchored.file()),
                trade.map(made -> Blob.of(made.file())));
    }

    private Salted salted(Journal.Of of, int index) {
        JournalEntry entry = of.entries().get(index);
        return new Salted(Blob.of(entry.encode()), journal.salt(of, index));
    }

    /** The positions that the anchoring transaction read; their hash on the ledger says whether the blocks told the truth. */
    private Positions positions(ProvenTransaction proven) throws InterruptedException {
        try {
            BlockTransaction anchoring = proven.transaction();
            String chaincode = proven.certificate().chaincode();
            Map<String, byte[]> pages = new TreeMap<>();
            Constitution constitution = proven.constitution();
            for (Lane lane : constitution.lanes()) {
                String key = Keys.balance(lane.code(), journal.member());
                Optional<ReadEntry.Version> version = ReadValues.version(anchoring, chaincode, key);
                if (version.isPresent()) {
                    pages.put(lane.code(), written(version.get(), chaincode, key));
                }
            }
            return Positions.ofStored(constitution, lane -> Optional.ofNullable(pages.get(lane)));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A block that was verified cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] written(ReadEntry.Version version, String chaincode, String key)
            throws InterruptedException, InvalidProtocolBufferException {
        for (BlockSource source : session.sources()) {
            try (BlockSource.Feed feed = source.deliver(version.block(), version.block())) {
                Optional<Block> block = feed.next(patience);
                if (block.isPresent()) {
                    int index = Math.toIntExact(version.transaction());
                    BlockTransaction writer =
                            BlockDecoder.envelope(block.get().getData().getData(index), index);
                    return writer.writes().stream()
                            .filter(w ->
                                    w.namespace().equals(chaincode) && w.key().equals(key))
                            .findFirst()
                            .orElseThrow(
                                    () -> new NoCertificate("Block " + version.block() + " did not write " + key + "."))
                            .value()
                            .toByteArray();
                }
            } catch (BlockSourceException e) {
                notes.add(String.valueOf(e.getMessage()));
            }
        }
        throw new NoCertificate("No peer delivers block " + version.block() + ".");
    }
}
