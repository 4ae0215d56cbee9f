package clearing.kernel.defaults;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.collateral.Price;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One default of one member, from the first signature on. A working copy.
 *
 * <pre>
 * case := format u8 | member text | number i32 | reason text | declared u8 | signatures u8 | (member text)
 *       | trades i64 | passes i32 | prices u16 | (asset text, numerator i64, denominator i64)
 *       | owed u16 | (counterparty text, asset text, quantity i128)      what the defaulter owes, net; negative: is owed
 *       | paid u16 | (counterparty text, amount i128)                    what it has paid; negative: has received
 *       | borne u16 | (member text, amount i128)                         losses beyond the fund
 *       | reason of lifting text | lifted u8 | signatures u8 | (member text)     format 2 alone: from the first signature to lift it on
 * </pre>
 */
public final class DefaultCase {
    private static final int NOT_LIFTED = 1;
    private static final int WITH_LIFTING = 2;

    private final String member;
    private final int number;
    private final String reason;
    private final SortedSet<String> signatures = new TreeSet<>();
    private final SortedMap<String, Price> prices = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, BigInteger>> owed = new TreeMap<>();
    private final SortedMap<String, BigInteger> paid = new TreeMap<>();
    private final SortedMap<String, BigInteger> borne = new TreeMap<>();
    private final SortedSet<String> liftSignatures = new TreeSet<>();
    private Optional<String> liftReason = Optional.empty();
    private boolean lifted;
    private boolean declared;
    private long trades;
    private int passes;

    DefaultCase(String member, int number, String reason) {
        this.member = member;
        this.number = number;
        this.reason = reason;
    }

    public String member() {
        return member;
    }

    public int number() {
        return number;
    }

    public String reason() {
        return reason;
    }

    /** SHA-256 of what the signatures are under. */
    public byte[] hash() {
        return Bytes.sha256(
                new ByteWriter(128).text(member).i32(number).text(reason).toBytes());
    }

    /** Who has signed, ascending. */
    public SortedSet<String> signatures() {
        return Collections.unmodifiableSortedSet(signatures);
    }

    boolean sign(String by) {
        return signatures.add(by);
    }

    /** Whether it has the signatures that freeze the member. */
    public boolean declared() {
        return declared;
    }

    void declare() {
        declared = true;
    }

    /** Why it is to be lifted, once a first signature says so. */
    public Optional<String> liftReason() {
        return liftReason;
    }

    /** Who has signed that it be lifted, ascending. */
    public SortedSet<String> liftSignatures() {
        return Collections.unmodifiableSortedSet(liftSignatures);
    }

    boolean signLift(String by, String why) {
        liftReason = Optional.of(why);
        return liftSignatures.add(by);
    }

    /** Whether it is over: the member acts again, and a later default has the next number. */
    public boolean lifted() {
        return lifted;
    }

    void lift() {
        lifted = true;
    }

    /** Trades closed out so far. */
    public long trades() {
        return trades;
    }

    /** Runs of the waterfall that moved something. */
    public int passes() {
        return passes;
    }

    void nextPass() {
        passes++;
    }

    /** The price that this default reckons with, once it has been needed. */
    public Optional<Price> price(String asset) {
        return Optional.ofNullable(prices.get(asset));
    }

    void fix(String asset, Price price) {
        prices.put(asset, price);
    }

    void closedOut(int more) {
        trades += more;
    }

    void owe(String counterparty, String asset, BigInteger more) {
        owed.computeIfAbsent(counterparty, c -> new TreeMap<>()).merge(asset, more, BigInteger::add);
    }

    /** States anew what stands against a counterparty in an asset. */
    void oweExactly(String counterparty, String asset, BigInteger quantity) {
        owed.computeIfAbsent(counterparty, c -> new TreeMap<>()).put(asset, quantity);
    }

    /** Ids of all with whom something was closed out, ascending. */
    public List<String> counterparties() {
        return List.copyOf(owed.keySet());
    }

    /** What the defaulter owes a counterparty in each asset; negative where it is owed. */
    public SortedMap<String, BigInteger> owed(String counterparty) {
        return Collections.unmodifiableSortedMap(owed.getOrDefault(counterparty, new TreeMap<>()));
    }

    /** The one sum in the currency of account, each asset's value rounded up, against the defaulter; negative: it is owed. */
    public BigInteger closeOutSum(String counterparty) {
        BigInteger sum = BigInteger.ZERO;
        for (var entry : owed(counterparty).entrySet()) {
            sum = sum.add(price(entry.getKey()).orElseThrow().roundedUp(entry.getValue()));
        }
        return sum;
    }

    /** What the defaulter has paid a counterparty; negative: has received. */
    public BigInteger paid(String counterparty) {
        return paid.getOrDefault(counterparty, BigInteger.ZERO);
    }

    void pay(String counterparty, BigInteger amount) {
        paid.merge(counterparty, amount, BigInteger::add);
    }

    /** What a survivor has borne of losses beyond the fund. */
    public BigInteger borne(String survivor) {
        return borne.getOrDefault(survivor, BigInteger.ZERO);
    }

    void bear(String survivor, BigInteger amount) {
        borne.merge(survivor, amount, BigInteger::add);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(512)
                .u8(liftReason.isPresent() ? WITH_LIFTING : NOT_LIFTED)
                .text(member)
                .i32(number)
                .text(reason);
        out.u8(declared ? 1 : 0).u8(signatures.size());
        signatures.forEach(out::text);
        out.i64(trades).i32(passes).u16(prices.size());
        prices.forEach((asset, price) -> price.write(out.text(asset)));
        out.u16(owed.values().stream().mapToInt(Map::size).sum());
        owed.forEach((counterparty, assets) -> assets.forEach((asset, quantity) -> {
            out.text(counterparty).text(asset);
            WaterfallRecord.wide(out, quantity);
        }));
        sums(out, paid);
        sums(out, borne);
        liftReason.ifPresent(why -> {
            out.text(why).u8(lifted ? 1 : 0).u8(liftSignatures.size());
            liftSignatures.forEach(out::text);
        });
        return out.toBytes();
    }

    private static void sums(ByteWriter out, SortedMap<String, BigInteger> sums) {
        out.u16(sums.size());
        sums.forEach((member, amount) -> WaterfallRecord.wide(out.text(member), amount));
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no default */
    public static DefaultCase decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        int format = in.u8("default.format");
        if (format != NOT_LIFTED && format != WITH_LIFTING) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "default.format", "is neither 1 nor 2");
        }
        DefaultCase read =
                new DefaultCase(in.text("default.member"), in.i32("default.number"), in.text("default.reason"));
        read.declared = in.flag("default.declared");
        for (int left = in.u8("default.signatures"); left > 0; left--) {
            read.signatures.add(in.text("default.signature"));
        }
        read.trades = in.i64("default.trades");
        read.passes = in.i32("default.passes");
        for (int left = in.u16("default.prices"); left > 0; left--) {
            read.prices.put(in.text("default.price.asset"), Price.read(in, "default.price"));
        }
        for (int left = in.u16("default.owed"); left > 0; left--) {
            read.oweExactly(
                    in.text("default.owed.to"),
                    in.text("default.owed.asset"),
                    WaterfallRecord.wide(in, "default.owed.quantity"));
        }
        sums(in, read.paid, "default.paid");
        sums(in, read.borne, "default.borne");
        if (format == WITH_LIFTING) {
            read.liftReason = Optional.of(in.text("default.lift.reason"));
            read.lifted = in.flag("default.lifted");
            for (int left = in.u8("default.lift.signatures"); left > 0; left--) {
                read.liftSignatures.add(in.text("default.lift.signature"));
            }
        }
        in.end("default");
        return read;
    }

    private static void sums(ByteReader in, SortedMap<String, BigInteger> sums, String field) {
        for (int left = in.u16(field); left > 0; left--) {
            sums.put(in.text(field + ".member"), WaterfallRecord.wide(in, field + ".amount"));
        }
    }
}
