package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.CollateralRule;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is pledged, what it is worth, and what it carries. */
final class Collateral {
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    private Collateral() {}

    /** A stated price: minor units of money for one of the asset, as a ratio. */
    record Stated(long day, int revision, BigInteger numerator, BigInteger denominator) {
        static final Stated ONE = new Stated(0, 0, BigInteger.ONE, BigInteger.ONE);

        /** What so many units count for after a haircut, down. */
        BigInteger counts(long units, int haircut) {
            return BigInteger.valueOf(units)
                    .multiply(numerator)
                    .multiply(WHOLE.subtract(BigInteger.valueOf(haircut)))
                    .divide(denominator.multiply(WHOLE));
        }

        /** What a quantity is worth, up; for what is received, less than nothing, towards zero. */
        BigInteger up(BigInteger quantity) {
            BigInteger[] parts = quantity.multiply(numerator).divideAndRemainder(denominator);
            return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        }
    }

    /** What pledges carry in a currency at an instant. */
    static BigInteger cover(Facts facts, SortedMap<String, Long> pledges, String currency, Instant at) {
        BigInteger cover = BigInteger.ZERO;
        for (var pledge : pledges.entrySet()) {
            String asset = facts.code(Settling.asset(pledge.getKey()));
            Optional<CollateralRule> rule =
                    facts.agreed().collateral(asset).filter(r -> r.currency().equals(currency));
            if (rule.isPresent()) {
                cover = cover.add(price(facts, asset, at)
                        .map(price -> price.counts(pledge.getValue(), rule.get().haircut()))
                        .orElse(BigInteger.ZERO));
            }
        }
        return cover;
    }

    /** The price that counts at an instant; empty when none is fresh. */
    static Optional<Stated> price(Facts facts, String asset, Instant at) {
        Optional<CollateralRule> rule = facts.agreed().collateral(asset);
        if (rule.filter(r -> r.asset().equals(r.currency())).isPresent()) {
            return Optional.of(Stated.ONE);
        }
        long today = today(facts, asset, at);
        return rule.stream()
                .flatMap(r -> r.valuers().stream())
                .flatMap(valuer -> Optional.ofNullable(facts.prices.get(asset + "/" + valuer)).stream())
                .filter(price -> today - price.day() <= rule.orElseThrow().staleAfterDays())
                .findFirst();
    }

    private static long today(Facts facts, String code, Instant at) {
        String lane = FundingFacts.asset(facts, code).map(Asset::lane).orElseThrow();
        Lane found = facts.inForce().lanes().stream()
                .filter(l -> l.code().equals(lane))
                .findFirst()
                .orElseThrow();
        return RoundFacts.day(found, at);
    }

    static ResultCode pledge(Facts facts, RiskCommand.Pledge c, Caller caller) {
        Optional<ResultCode> known =
                movement(facts, caller, c.reference(), c.account(), c.asset(), c.quantity(), c.toString());
        if (known.isPresent()) {
            return known.get();
        }
        if (facts.agreed().collateral(c.asset()).isEmpty()) {
            return ResultCode.NO_SUCH_RULE;
        }
        String slot = FundingFacts.slot(facts, caller.memberId(), c.account(), c.asset());
        if (facts.available(slot) < c.quantity()) {
            return ResultCode.INSUFFICIENT_BALANCE;
        }
        Facts.add(facts.available, slot, -c.quantity());
        Facts.add(facts.held, slot, c.quantity());
        Facts.add(facts.pledged, slot, c.quantity());
        facts.movements.put("O/" + caller.memberId() + "/" + c.reference(), c.toString());
        return ResultCode.OK;
    }

    static ResultCode release(Facts facts, RiskCommand.Release c, Caller caller, Instant at) {
        String member = caller.memberId();
        Optional<ResultCode> known =
                movement(facts, caller, c.reference(), c.account(), c.asset(), c.quantity(), c.toString());
        if (known.isPresent()) {
            return known.get();
        }
        String slot = FundingFacts.slot(facts, member, c.account(), c.asset());
        if (facts.pledged.getOrDefault(slot, 0L) < c.quantity()) {
            return ResultCode.PLEDGE_EXCEEDED;
        }
        String currency = facts.agreed()
                .collateral(c.asset())
                .map(CollateralRule::currency)
                .orElse(c.asset());
        int money = facts.agreed().number(currency);
        SortedMap<String, Long> left = new TreeMap<>(facts.pledges(member));
        Facts.add(left, slot, -c.quantity());
        BigInteger used = BigInteger.ZERO;
        for (var position : facts.available.entrySet()) {
            boolean own = position.getKey().startsWith(member + "/") && Settling.asset(position.getKey()) == money;
            if (own && position.getValue() < 0) {
                used = used.subtract(BigInteger.valueOf(position.getValue()));
            }
        }
        if (facts.agreed().isCovered(member + "/0/" + money)
                && used.signum() > 0
                && cover(facts, left, currency, at).compareTo(used) < 0) {
            return ResultCode.COVER_NEEDED;
        }
        Facts.add(facts.pledged, slot, -c.quantity());
        Facts.add(facts.held, slot, -c.quantity());
        Facts.add(facts.available, slot, c.quantity());
        facts.movements.put("O/" + member + "/" + c.reference(), c.toString());
        return ResultCode.OK;
    }

    /** What a movement is answered that is refused or known; empty when it is new. */
    private static Optional<ResultCode> movement(
            Facts facts, Caller caller, String reference, int account, String asset, long quantity, String content) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (FundingFacts.asset(facts, asset).isEmpty()) {
            return Optional.of(ResultCode.UNKNOWN_ASSET);
        }
        if (account >= Rights.accounts(facts, caller.memberId())) {
            return Optional.of(ResultCode.UNKNOWN_ACCOUNT);
        }
        return quantity <= 0
                ? Optional.of(ResultCode.AMOUNT_NOT_POSITIVE)
                : known(facts, "O/" + caller.memberId() + "/" + reference, content);
    }

    /** Whether this, or something else, was done under the reference before. */
    static Optional<ResultCode> known(Facts facts, String key, String content) {
        return Optional.ofNullable(facts.movements.get(key))
                .map(earlier -> earlier.equals(content) ? ResultCode.ALREADY_RECORDED : ResultCode.CONTENT_CONFLICT);
    }

    static ResultCode state(Facts facts, RiskCommand.AttestPrice c, Caller caller, Instant at) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (FundingFacts.asset(facts, c.asset()).isEmpty()) {
            return ResultCode.UNKNOWN_ASSET;
        }
        Optional<CollateralRule> rule = facts.agreed().collateral(c.asset());
        if (rule.isEmpty()) {
            return ResultCode.NO_SUCH_RULE;
        }
        if (!rule.get().valuers().contains(caller.memberId())) {
            return ResultCode.NOT_A_PARTY;
        }
        long day = c.date().toEpochDay();
        if (day > today(facts, c.asset(), at)) {
            return ResultCode.DATE_OUT_OF_RANGE;
        }
        String key = c.asset() + "/" + caller.memberId();
        Optional<ResultCode> known = known(
                facts, "V/" + key + "/" + day + "/" + c.revision(), c.price().toString());
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Stated> newest = Optional.ofNullable(facts.prices.get(key));
        boolean older = newest.filter(price -> price.day() > day).isPresent();
        int next = newest.filter(price -> price.day() == day)
                .map(price -> price.revision() + 1)
                .orElse(0);
        if (older || c.revision() != next) {
            return ResultCode.VALUATION_SUPERSEDED;
        }
        facts.prices.put(
                key,
                new Stated(
                        day,
                        c.revision(),
                        BigInteger.valueOf(c.price().numerator()),
                        BigInteger.valueOf(c.price().denominator())));
        facts.movements.put(
                "V/" + key + "/" + day + "/" + c.revision(), c.price().toString());
        return ResultCode.OK;
    }
}
