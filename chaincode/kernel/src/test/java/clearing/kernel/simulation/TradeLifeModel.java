package clearing.kernel.simulation;

import clearing.kernel.simulation.Model.Deal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds, instructions and allocations as the rules say them, over the model's deals and positions. */
final class TradeLifeModel {
    private final Model model;
    private final Map<String, Promise> promises = new HashMap<>();

    /** Where each instruction stands, by "page#index". */
    final Map<String, String> instructions = new HashMap<>();

    private final Map<String, String> terms = new HashMap<>();
    private final Map<String, String> partners = new HashMap<>();

    TradeLifeModel(Model model) {
        this.model = model;
    }

    private static final class Promise {
        final String slot;
        final String to;
        final String beneficiary;
        final BigInteger amount;
        final Instant deadline;
        String state = "PENDING";

        Promise(String slot, String to, String beneficiary, BigInteger amount, Instant deadline) {
            this.slot = slot;
            this.to = to;
            this.beneficiary = beneficiary;
            this.amount = amount;
            this.deadline = deadline;
        }
    }

    void hold(
            String holder,
            String reference,
            String account,
            String asset,
            long amount,
            String beneficiaryAccount,
            Instant deadline) {
        BigInteger value = BigInteger.valueOf(amount);
        if (model.available(account, asset).compareTo(value) < 0) {
            return;
        }
        String beneficiary = beneficiaryAccount.substring(0, beneficiaryAccount.indexOf('/'));
        String slot = account + "/" + asset;
        promises.put(
                holder + "#" + reference,
                new Promise(slot, beneficiaryAccount + "/" + asset, beneficiary, value, deadline));
        Model.add(model.available, slot, value.negate());
        Model.add(model.held, slot, value);
    }

    void post(String member, String holder, String reference, long amount, Instant now) {
        Promise promise = promises.get(holder + "#" + reference);
        BigInteger taken = BigInteger.valueOf(amount);
        if (promise == null
                || !promise.beneficiary.equals(member)
                || !promise.state.equals("PENDING")
                || !now.isBefore(promise.deadline)
                || taken.compareTo(promise.amount) > 0) {
            return;
        }
        promise.state = "POSTED";
        Model.add(model.held, promise.slot, promise.amount.negate());
        Model.add(model.available, promise.slot, promise.amount.subtract(taken));
        Model.add(model.available, promise.to, taken);
    }

    void release(String member, String holder, String reference, Instant now) {
        Promise promise = promises.get(holder + "#" + reference);
        if (promise == null || !promise.state.equals("PENDING")) {
            return;
        }
        boolean over = !now.isBefore(promise.deadline);
        if (over || promise.beneficiary.equals(member)) {
            promise.state = over ? "EXPIRED" : "VOIDED";
            Model.add(model.held, promise.slot, promise.amount.negate());
            Model.add(model.available, promise.slot, promise.amount);
        }
    }

    void instruct(String id, String neutralTerms) {
        instructions.put(id, "OPEN");
        terms.put(id, neutralTerms);
    }

    void withdraw(List<String> ids) {
        if (ids.stream().noneMatch(id -> instructions.get(id).equals("MATCHED"))) {
            ids.forEach(id -> instructions.put(id, "WITHDRAWN"));
        }
    }

    /**
     * All pairs are compared, or none when one cannot be.
     *
     * @param pairs deal's id, instruction's id, and the deal's terms as both sides would write them
     */
    void match(List<String[]> pairs) {
        for (String[] pair : pairs) {
            String state = instructions.get(pair[1]);
            boolean possible = state.equals("MATCHED")
                    ? pair[0].equals(partners.get(pair[1]))
                    : !state.equals("WITHDRAWN") && model.deal(pair[0]).state.equals("ALLEGED");
            Deal deal = model.deal(pair[0]);
            if (!possible || deal.reverses.isPresent() || deal.amends.isPresent()) {
                return;
            }
        }
        for (String[] pair : pairs) {
            if (instructions.get(pair[1]).equals("MATCHED")) {
                continue;
            }
            boolean agrees = terms.get(pair[1]).equals(pair[2]);
            instructions.put(pair[1], agrees ? "MATCHED" : "MISMATCHED");
            partners.put(pair[1], pair[0]);
            if (agrees) {
                model.deal(pair[0]).state = "AFFIRMED";
            }
        }
    }

    /** The parts take the block's place when they sum to it. */
    void allocate(String block, List<Deal> parts) {
        Deal whole = model.deal(block);
        BigInteger delivered = BigInteger.ZERO;
        BigInteger paid = BigInteger.ZERO;
        for (Deal part : parts) {
            delivered = delivered.add(part.amount);
            paid = paid.add(part.payment);
        }
        boolean waits = whole.state.equals("AFFIRMED") || whole.state.equals("QUEUED");
        if (waits && whole.reverses.isEmpty() && delivered.equals(whole.amount) && paid.equals(whole.payment)) {
            whole.state = "ALLOCATED";
            for (Deal part : parts) {
                model.allege(part);
                part.state = "AFFIRMED";
            }
        }
    }

    /** Whether these amendments could all be affirmed together: each replaces a trade that is open, no two the same. */
    static boolean canReplace(Model model, List<Deal> affirmed) {
        Set<String> replaced = new HashSet<>();
        List<Deal> amendments = new ArrayList<>(affirmed);
        amendments.removeIf(deal -> deal.amends.isEmpty());
        for (Deal amendment : amendments) {
            String old = amendment.amends.orElseThrow();
            if (model.deal(old).isFinal() || !replaced.add(old)) {
                return false;
            }
        }
        return true;
    }
}
