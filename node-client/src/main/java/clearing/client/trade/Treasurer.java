package clearing.client.trade;

import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.client.submit.Courier;
import clearing.client.submit.Delivery;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A member's treasury while its node runs. An issuer attests deposits at once and withdrawals when their holder has asked on the
 * ledger; a holder asks for withdrawals when its position covers them. One transaction at a time, since all of them meet in the same
 * balance pages. For one thread.
 */
final class Treasurer {
    private static final int PER_BATCH = 500;
    private static final String ROLE = "treasurer";

    private final String member;
    private final Outbox outbox;
    private final Courier courier;
    private final LedgerView view;
    private final List<FundingFile.Row> deposits;
    private final List<FundingFile.Row> attestations = new ArrayList<>();
    private final List<FundingFile.Row> requests;
    private final Map<String, Outcome> refused = new HashMap<>();
    private int done;
    private long lastBlock;

    /**
     * @param funding     what the member pays in and out as issuer
     * @param withdrawals what it wants paid out as holder
     */
    Treasurer(
            String member,
            Outbox outbox,
            Courier courier,
            LedgerView view,
            List<FundingFile.Row> funding,
            List<FundingFile.Row> withdrawals) {
        this.member = member;
        this.outbox = outbox;
        this.courier = courier;
        this.view = view;
        this.deposits = new ArrayList<>(funding.stream()
                .filter(r -> r.operation() == FundingFile.Operation.DEPOSIT)
                .toList());
        funding.stream()
                .filter(r -> r.operation() == FundingFile.Operation.WITHDRAW)
                .forEach(attestations::add);
        this.requests = new ArrayList<>(withdrawals.stream()
                .filter(r -> r.operation() == FundingFile.Operation.WITHDRAW)
                .toList());
    }

    /** Does what can be done now. */
    void work() throws InterruptedException {
        while (!deposits.isEmpty()) {
            List<FundingFile.Row> part = List.copyOf(deposits.subList(0, Math.min(PER_BATCH, deposits.size())));
            if (!send("deposit", part, Treasurer::deposit)) {
                return;
            }
            deposits.removeAll(part);
        }
        List<FundingFile.Row> asked = attestations.stream()
                .filter(r ->
                        view.get(Keys.withdrawal(r.member(), r.reference())).isPresent())
                .limit(PER_BATCH)
                .toList();
        if (!asked.isEmpty()
                && send("attest", asked, r -> new Command.AttestWithdrawal(r.member(), r.reference(), true))) {
            attestations.removeAll(asked);
        }
        List<FundingFile.Row> covered = covered();
        if (!covered.isEmpty() && send("withdraw", covered, Treasurer::request)) {
            requests.removeIf(r -> covered.contains(r) && !uncovered(r));
        }
    }

    private static Command deposit(FundingFile.Row row) {
        return new Command.Deposit(
                row.reference(), row.member(), row.account(), row.asset(), row.amount(), row.valueDate());
    }

    private static Command request(FundingFile.Row row) {
        return new Command.RequestWithdrawal(
                row.reference(), row.account(), row.asset(), row.amount(), row.valueDate());
    }

    /** Requests that the position covers one after the other. */
    private List<FundingFile.Row> covered() {
        if (requests.isEmpty()) {
            return List.of();
        }
        Constitution constitution = view.constitution().orElseThrow();
        Map<String, Long> left = new HashMap<>();
        constitution
                .lanes()
                .forEach(lane -> view.positions(lane.code(), member)
                        .forEach(p -> left.put(
                                p.account() + "/"
                                        + constitution.asset(p.asset()).code(),
                                p.available())));
        List<FundingFile.Row> covered = new ArrayList<>();
        ToLongFunction<FundingFile.Row> available = r -> left.getOrDefault(r.account() + "/" + r.asset(), 0L);
        for (FundingFile.Row row : requests) {
            if (covered.size() < PER_BATCH
                    && view.get(Keys.withdrawal(member, row.reference())).isPresent()) {
                // Asked for in an earlier run; the ledger says whether it is the same request.
                covered.add(row);
            } else if (covered.size() < PER_BATCH && available.applyAsLong(row) >= row.amount()) {
                left.put(row.account() + "/" + row.asset(), available.applyAsLong(row) - row.amount());
                covered.add(row);
            }
        }
        return covered;
    }

    private boolean uncovered(FundingFile.Row row) {
        Outcome outcome = refused.get(row.reference());
        return outcome != null && outcome.code() == clearing.kernel.ResultCode.INSUFFICIENT_BALANCE;
    }

    private interface AsCommand {
        Command of(FundingFile.Row row);
    }

    /** Stores and delivers one batch; true when it is on the ledger, whatever the outcomes of its commands. */
    private boolean send(String kind, List<FundingFile.Row> rows, AsCommand form) throws InterruptedException {
        byte[] content = Batch.of(rows.stream().map(form::of).toList()).encode();
        String digest = HexFormat.of().formatHex(Bytes.sha256(content), 0, 8);
        Intent intent = outbox.store(
                new Outbox.Wish(freeKey(kind + "/" + digest), ROLE, ByteString.copyFrom(content), ByteString.EMPTY));
        Delivery delivery = courier.deliverNow(intent);
        if (!(delivery instanceof Delivery.Committed committed)) {
            return false;
        }
        lastBlock = committed.state().block();
        List<Outcome> outcomes = Outcome.decode(committed.state().result().toByteArray());
        for (int i = 0; i < rows.size(); i++) {
            if (outcomes.get(i).accepted()) {
                refused.remove(rows.get(i).reference());
                done++;
            } else {
                refused.put(rows.get(i).reference(), outcomes.get(i));
            }
        }
        return true;
    }

    /** A batch that came through with refusals may be sent again, as something new; one that did not may not. */
    private String freeKey(String base) {
        String key = base;
        for (int i = 1; outbox.find(key).map(Treasurer::endedWithRefusals).orElse(false); i++) {
            key = base + "-" + i;
        }
        return key;
    }

    private static boolean endedWithRefusals(Intent intent) {
        return intent.state() instanceof IntentState.Refused
                || intent.state() instanceof IntentState.Committed committed
                        && Outcome.decode(committed.result().toByteArray()).stream()
                                .anyMatch(o -> !o.accepted());
    }

    /** Whether nothing is left to do. */
    boolean done() {
        return deposits.isEmpty() && attestations.isEmpty() && requests.isEmpty();
    }

    /** The block with its last transaction; what comes next is to be worked out of a view that has it. 0 at first. */
    long lastBlock() {
        return lastBlock;
    }

    /** Movements that came through. */
    int count() {
        return done;
    }

    /** Refusals by reference. */
    Map<String, Outcome> refused() {
        return Map.copyOf(refused);
    }
}
