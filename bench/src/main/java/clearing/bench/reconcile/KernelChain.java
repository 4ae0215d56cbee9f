package clearing.bench.reconcile;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.trade.Amount;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A chain that the kernel itself made, with the read and write sets of a peer: in every block pages of deliveries against payment are
 * recorded, those of the block before are affirmed by their counterparty, and those before them are settled. One page is the
 * member's own, whose trades post twice to it each; where others trade as well, a second one is theirs.
 */
final class KernelChain {
    static final String MEMBER = "HarbourBrokers";
    static final String COUNTERPARTY = "LotusSecurities";
    static final String CHANNEL = "clearing";
    static final String CHAINCODE = "clearing";
    static final String CASH = "HKD";
    static final String SECURITY = "HK0000000015";
    static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final String BANK = "MeridianBank";
    private static final List<List<String>> PAIRS =
            List.of(List.of(MEMBER, COUNTERPARTY), List.of("LanternPay", "QuillTech"));
    private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");
    private static final long PLENTY = 1_000_000_000_000_000L;

    private final Map<String, byte[]> state = new HashMap<>();
    private final Map<String, ReadEntry.Version> versions = new HashMap<>();
    private final Map<String, ByteString> certificates;
    private final List<VerifiedBlock> blocks = new ArrayList<>();
    private final List<TradePage> pages = new ArrayList<>();
    private final int own;
    private List<BlockTransaction> open = new ArrayList<>();
    private int transactions;

    private KernelChain(Map<String, ByteString> certificates, int own) {
        this.certificates = certificates;
        this.own = own;
    }

    /**
     * Makes the chain.
     *
     * @param loaded blocks with pages, after those that found and fund
     * @param own trades of the member in a block
     * @param others trades of two other members in a block
     */
    static KernelChain of(int loaded, int own, int others) {
        KernelChain chain = new KernelChain(
                MemberCertificates.of(Stream.concat(PAIRS.stream().flatMap(List::stream), Stream.of(BANK))
                        .toList()),
                own);
        chain.found();
        List<List<TradePage>> pages = new ArrayList<>();
        for (int i = 0; i < loaded + 2; i++) {
            if (i < loaded) {
                List<TradePage> fresh = new ArrayList<>(List.of(page(0, i, own)));
                if (others > 0) {
                    fresh.add(page(1, i, others));
                }
                pages.add(fresh);
                fresh.forEach(page -> chain.submit(page.id().author(), new Command.RecordPage(page.encode())));
                chain.pages.add(fresh.getFirst());
            }
            if (i >= 1 && i <= loaded) {
                pages.get(i - 1)
                        .forEach(page -> chain.submit(
                                page.id().counterparty(),
                                new Command.Affirm(page.id(), page.contentHash(), Selection.all())));
            }
            if (i >= 2) {
                List<Command.PageSelection> settled = pages.get(i - 2).stream()
                        .map(page -> Command.PageSelection.all(page.id()))
                        .toList();
                chain.submit(BANK, new Command.Settle("HK", settled));
            }
            chain.seal();
        }
        return chain;
    }

    /** Postings to the member that have entries in its books. */
    long booked() {
        return pages.size() * 2L * own;
    }

    List<VerifiedBlock> blocks() {
        return blocks;
    }

    /** The member's own entries of all trades, as the books' file of {@link RowFiles} has them. */
    String books() {
        StringBuilder rows =
                new StringBuilder("account,asset,booking_date,value_date,amount,reference,counterparty,code,text\n");
        for (TradePage page : pages) {
            for (int i = 0; i < page.count(); i++) {
                Trade trade = page.trade(i);
                long pieces = minor(trade.delivery());
                long cents = minor(trade.payment().orElseThrow());
                row(rows, SECURITY, (trade.authorDelivers() ? "-" : "") + pieces, trade.reference());
                row(
                        rows,
                        CASH,
                        (trade.authorDelivers() ? "" : "-")
                                + cents / 100
                                + (cents % 100 < 10 ? ".0" : ".")
                                + cents % 100,
                        trade.reference());
            }
        }
        return rows.toString();
    }

    private static long minor(Leg leg) {
        return switch (leg.amount()) {
            case Amount.Plain plain -> plain.minor();
        };
    }

    private static void row(StringBuilder rows, String asset, String amount, String reference) {
        rows.append("HOUSE,")
                .append(asset)
                .append(',')
                .append(DAY)
                .append(',')
                .append(DAY)
                .append(',')
                .append(amount)
                .append(',')
                .append(reference)
                .append(',')
                .append(COUNTERPARTY)
                .append(",NTRF,\n");
    }

    private static TradePage page(int pair, int number, int count) {
        List<Trade> trades = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            trades.add(new Trade(
                    TradeKind.DVP,
                    i % 2 == 0,
                    Priority.NORMAL,
                    0,
                    0,
                    Leg.plain(1, 1 + i % 100),
                    Optional.of(Leg.plain(0, 100 + (number * 31L + i) % 100_000)),
                    DAY,
                    DAY,
                    "T" + number + "-" + i,
                    new byte[TradePage.COMMITMENT_BYTES],
                    Optional.empty()));
        }
        return TradePage.of(
                new PageId("HK", PAIRS.get(pair).getFirst(), PAIRS.get(pair).getLast(), number), trades);
    }

    private void found() {
        Constitution constitution = new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(
                        new Asset(CASH, AssetKind.CASH, 2, BANK, "HK"),
                        new Asset(SECURITY, AssetKind.SECURITY, 0, BANK, "HK")),
                List.of(
                        broker(MEMBER),
                        broker(COUNTERPARTY),
                        broker("LanternPay"),
                        broker("QuillTech"),
                        new Member(BANK, "Meridian Bank", List.of(MemberRole.BANK), List.of("HOUSE"))));
        for (String member : certificates.keySet().stream().sorted().toList()) {
            submit(member, new Command.Constitute(constitution));
            seal();
        }
        int deposits = 0;
        for (String member : PAIRS.stream().flatMap(List::stream).toList()) {
            for (String asset : List.of(CASH, SECURITY)) {
                submit(BANK, new Command.Deposit("D-" + deposits++, member, 0, asset, PLENTY, DAY));
            }
        }
        seal();
    }

    private static Member broker(String id) {
        return new Member(id, id, List.of(MemberRole.BROKER), List.of("HOUSE"));
    }

    private void submit(String member, Command command) {
        Batch batch = Batch.of(command);
        Instant at = START.plusMillis(200L * blocks.size());
        String txId = "tx-" + transactions++;
        ByteString certificate = certificates.getOrDefault(member, ByteString.EMPTY);
        TreeSet<String> read = new TreeSet<>();
        Transition transition = Kernel.apply(
                key -> {
                    read.add(key);
                    return Optional.ofNullable(state.get(key));
                },
                Caller.fromCertificate(member, certificate.toByteArray()),
                new TxContext(txId, at),
                batch);
        if (!transition.outcomes().stream().allMatch(Outcome::accepted)) {
            throw new IllegalStateException("the kernel refused " + transition.outcomes());
        }
        List<ReadEntry> reads = read.stream()
                .map(key -> new ReadEntry(CHAINCODE, key, Optional.ofNullable(versions.get(key))))
                .toList();
        List<WriteEntry> writes = new ArrayList<>();
        transition.writes().forEach((key, value) -> {
            writes.add(new WriteEntry(CHAINCODE, key, false, ByteString.copyFrom(value)));
            state.put(key, value);
            versions.put(key, new ReadEntry.Version(blocks.size(), open.size()));
        });
        open.add(new BlockTransaction(
                open.size(),
                txId,
                CHANNEL,
                HeaderType.ENDORSER_TRANSACTION,
                TxValidationCode.VALID,
                new Signatory(member, certificate),
                at,
                CHAINCODE,
                List.of(ByteString.copyFromUtf8("apply"), ByteString.copyFrom(batch.encode())),
                reads,
                writes,
                ByteString.copyFrom(transition.encodeOutcomes()),
                List.of(new Signatory(MEMBER, ByteString.EMPTY), new Signatory(BANK, ByteString.EMPTY))));
    }

    private void seal() {
        ByteString previous =
                blocks.isEmpty() ? ByteString.EMPTY : blocks.getLast().headerHash();
        ByteString hash = sha256("block " + blocks.size());
        int size = open.stream()
                .mapToInt(tx -> tx.args().stream().mapToInt(ByteString::size).sum())
                .sum();
        blocks.add(new VerifiedBlock(blocks.size(), hash, previous, hash, 0, size + 1_000, open));
        open = new ArrayList<>();
    }

    private static ByteString sha256(String text) {
        try {
            return ByteString.copyFrom(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
