package clearing.settlement.ledger;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A chain made by the kernel itself: two brokers and a bank, payments between the brokers, with the noise of a real ledger. */
public final class SimulatedChain {
    /** The member whose service is tested. */
    public static final String HARBOUR = "HarbourBrokers";

    static final String LOTUS = "LotusSecurities";
    static final String BANK = "MeridianBank";
    /** Business day of all trades. */
    public static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static final String CHAINCODE = "clearing";
    private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");

    private final Map<String, byte[]> state = new HashMap<>();
    private final Map<String, ReadEntry.Version> versions = new HashMap<>();
    private final Map<String, ByteString> certificates = new HashMap<>();
    private final List<VerifiedBlock> blocks = new ArrayList<>();
    private List<BlockTransaction> open = new ArrayList<>();
    private int transactions;

    private SimulatedChain() {}

    /**
     * A day: constitution, funding, then pages of payments, each affirmed and settled.
     *
     * @param pages number of pages
     * @param trades payments in each
     */
    public static SimulatedChain day(int pages, int trades) {
        SimulatedChain chain = new SimulatedChain();
        chain.begin();
        for (int page = 0; page < pages; page++) {
            chain.page(page, trades);
        }
        return chain;
    }

    /** All blocks. */
    public List<VerifiedBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** The same chain with one value of the last write to that key changed. */
    List<VerifiedBlock> tampered(long number, UnaryOperator<BlockTransaction> change) {
        List<VerifiedBlock> copy = new ArrayList<>(blocks);
        VerifiedBlock block = copy.get((int) number);
        List<BlockTransaction> changed = new ArrayList<>(block.transactions());
        changed.set(0, change.apply(changed.getFirst()));
        copy.set((int) number, with(block.number(), block.headerHash(), block.previousHash(), changed));
        return copy;
    }

    /** The same chain, whose block of that number answers its first transaction as no kernel would. */
    public List<VerifiedBlock> lying(long number) {
        return tampered(
                number,
                tx -> with(
                        tx,
                        TxValidationCode.VALID,
                        tx.writes(),
                        ByteString.copyFromUtf8("an answer that nobody computed")));
    }

    static BlockTransaction with(
            BlockTransaction tx, TxValidationCode code, List<WriteEntry> writes, ByteString response) {
        return new BlockTransaction(
                tx.txIndex(),
                tx.txId(),
                tx.channel(),
                tx.type(),
                code,
                tx.creator(),
                tx.timestamp(),
                tx.chaincode(),
                tx.args(),
                tx.reads(),
                writes,
                response,
                tx.endorsers());
    }

    /** Reads the blocks from a list; {@code deaths} lets the connection of the database or process end in between. */
    public static BlockSource source(List<VerifiedBlock> blocks) {
        return new BlockSource() {
            @Override
            public String channel() {
                return "clearing";
            }

            @Override
            public String chaincode() {
                return CHAINCODE;
            }

            @Override
            public BlockFeed open(long next, Optional<byte[]> previousHash) {
                return new ListFeed(blocks, (int) next);
            }
        };
    }

    private static final class ListFeed implements BlockFeed {
        private final List<VerifiedBlock> blocks;
        private int next;

        ListFeed(List<VerifiedBlock> blocks, int next) {
            this.blocks = blocks;
            this.next = next;
        }

        @Override
        public Optional<VerifiedBlock> next(Duration wait) throws InterruptedException {
            if (next < blocks.size()) {
                return Optional.of(blocks.get(next++));
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(5, wait.toMillis()));
            return Optional.empty();
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public void close() {
            next = blocks.size();
        }
    }

    private void begin() {
        open.add(config());
        seal();
        Constitution constitution = new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(
                        new Asset("HKD", AssetKind.CASH, 2, BANK, "HK"),
                        new Asset("USD", AssetKind.CASH, 2, BANK, "HK")),
                List.of(
                        new Member(
                                HARBOUR,
                                "Harbour Brokers Limited",
                                List.of(MemberRole.BROKER),
                                List.of("HOUSE", "CLIENT")),
                        new Member(LOTUS, "Lotus Securities", List.of(MemberRole.BROKER), List.of("HOUSE", "CLIENT")),
                        new Member(BANK, "Meridian Bank", List.of(MemberRole.BANK), List.of("HOUSE"))));
        for (String member : List.of(HARBOUR, LOTUS, BANK)) {
            submit(member, new Command.Constitute(constitution));
            seal();
        }
        for (String member : List.of(HARBOUR, LOTUS)) {
            submit(BANK, new Command.Deposit("D-" + member.charAt(0), member, 0, "HKD", 100_000_000, DAY));
        }
        seal();
    }

    void page(int number, int count) {
        PageId id = new PageId("HK", HARBOUR, LOTUS, number);
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trades.add(new Trade(
                    TradeKind.PAYMENT,
                    i % 3 != 0,
                    Priority.NORMAL,
                    0,
                    0,
                    Leg.plain(0, 100 + i),
                    Optional.empty(),
                    DAY,
                    DAY,
                    "T" + number + "-" + i,
                    new byte[32],
                    Optional.empty()));
        }
        TradePage page = TradePage.of(id, trades);
        BlockTransaction recorded = submit(HARBOUR, new Command.RecordPage(page.encode()));
        seal();
        open.add(renumbered(recorded, TxValidationCode.DUPLICATE_TXID));
        submit(LOTUS, new Command.Affirm(id, page.contentHash(), Selection.all()));
        open.add(stale());
        seal();
        submit(BANK, new Command.Settle("HK", List.of(Command.PageSelection.all(id))));
        seal();
    }

    Constitution constitution() {
        return Optional.ofNullable(state.get("K")).map(Constitution::decode).orElseThrow();
    }

    Optional<byte[]> value(String key) {
        return Optional.ofNullable(state.get(key)).map(byte[]::clone);
    }

    /** Lets time pass until the next transaction. */
    void pause(Duration time) {
        transactions += Math.toIntExact(time.toSeconds());
    }

    BlockTransaction submit(String member, Command command) {
        return submitAs(member, "", command);
    }

    /** As another person of the member; empty for the one who acts elsewhere. */
    BlockTransaction submitAs(String member, String person, Command command) {
        return submitAs(member, person, command, "tx-" + transactions);
    }

    /** Under an id that was given to it before. */
    BlockTransaction submitAs(String member, String person, Command command, String txId) {
        ByteString certificate = certificate(member + person);
        Batch batch = Batch.of(command);
        Instant at = START.plusSeconds(transactions);
        transactions++;
        Set<String> read = new HashSet<>();
        Transition transition = Kernel.apply(
                key -> {
                    read.add(key);
                    return Optional.ofNullable(state.get(key));
                },
                Caller.fromCertificate(member, certificate.toByteArray()),
                new TxContext(txId, at),
                batch);
        List<ReadEntry> reads = read.stream()
                .sorted()
                .map(key -> new ReadEntry(CHAINCODE, key, Optional.ofNullable(versions.get(key))))
                .toList();
        List<WriteEntry> writes = new ArrayList<>();
        transition.writes().forEach((key, value) -> {
            writes.add(new WriteEntry(CHAINCODE, key, false, ByteString.copyFrom(value)));
            state.put(key, value);
            versions.put(key, new ReadEntry.Version(blocks.size(), open.size()));
        });
        BlockTransaction tx = new BlockTransaction(
                open.size(),
                txId,
                "clearing",
                HeaderType.ENDORSER_TRANSACTION,
                TxValidationCode.VALID,
                new Signatory(member, certificate),
                at,
                CHAINCODE,
                List.of(ByteString.copyFromUtf8("apply"), ByteString.copyFrom(batch.encode())),
                reads,
                writes,
                ByteString.copyFrom(transition.encodeOutcomes()),
                List.of(new Signatory(HARBOUR, ByteString.EMPTY), new Signatory(BANK, ByteString.EMPTY)));
        open.add(tx);
        return tx;
    }

    /** An envelope that came again: recorded with its code, without effect. */
    private BlockTransaction renumbered(BlockTransaction tx, TxValidationCode code) {
        return new BlockTransaction(
                open.size(),
                tx.txId(),
                tx.channel(),
                tx.type(),
                code,
                tx.creator(),
                tx.timestamp(),
                tx.chaincode(),
                tx.args(),
                tx.reads(),
                tx.writes(),
                tx.response(),
                tx.endorsers());
    }

    /** A transaction that lost a race: it read the constitution as it never was. */
    private BlockTransaction stale() {
        return new BlockTransaction(
                open.size(),
                "tx-" + transactions++,
                "clearing",
                HeaderType.ENDORSER_TRANSACTION,
                TxValidationCode.MVCC_READ_CONFLICT,
                new Signatory(LOTUS, certificate(LOTUS)),
                START,
                CHAINCODE,
                List.of(),
                List.of(new ReadEntry(CHAINCODE, "K", Optional.empty())),
                List.of(new WriteEntry(CHAINCODE, "K", false, ByteString.copyFromUtf8("never"))),
                ByteString.EMPTY,
                List.of());
    }

    private BlockTransaction config() {
        return new BlockTransaction(
                0,
                "",
                "clearing",
                HeaderType.CONFIG,
                TxValidationCode.VALID,
                new Signatory("", ByteString.EMPTY),
                START,
                "",
                List.of(),
                List.of(),
                List.of(),
                ByteString.EMPTY,
                List.of());
    }

    void seal() {
        ByteString previous =
                blocks.isEmpty() ? ByteString.EMPTY : blocks.getLast().headerHash();
        ByteString hash = sha256("block " + blocks.size());
        blocks.add(with(blocks.size(), hash, previous, open));
        open = new ArrayList<>();
    }

    private static VerifiedBlock with(
            long number, ByteString hash, ByteString previous, List<BlockTransaction> transactions) {
        return new VerifiedBlock(number, hash, previous, hash, 0, 1_000, transactions);
    }

    private static ByteString sha256(String text) {
        try {
            return ByteString.copyFrom(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ByteString certificate(String member) {
        return certificates.computeIfAbsent(member, name -> TestCertificates.make(name, START));
    }
}
