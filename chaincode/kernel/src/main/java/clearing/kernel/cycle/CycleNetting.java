package clearing.kernel.cycle;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.netting.MerkleTree;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Nets all that a cycle took in. Whom to ask is known beforehand: each ordered pair of members in each strand, and each pair for what was
 * carried. Nobody names pages, so nobody can leave one out.
 */
final class CycleNetting {
    private final CycleId cycle;
    private final Execution x;
    private final TreeMap<Pair, Netted> pairs = new TreeMap<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private int trades;

    private record Pair(String first, String second) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byFirst = first.compareTo(other.first);
            return byFirst != 0 ? byFirst : second.compareTo(other.second);
        }
    }

    private static final class Netted {
        private final PairSums sums = new PairSums();
        private Optional<CycleId> since = Optional.empty();
    }

    private CycleNetting(CycleId cycle, Execution x) {
        this.cycle = cycle;
        this.x = x;
    }

    static CycleRecord net(CycleRecord cutOff, Execution x) {
        CycleNetting netting = new CycleNetting(cutOff.id(), x);
        netting.readAll();
        List<PairPosition> nets = new ArrayList<>();
        netting.pairs.forEach((pair, netted) -> nets.add(new PairPosition(
                pair.first(),
                pair.second(),
                netted.since.orElse(cutOff.id()),
                PairOutcome.OPEN,
                cutOff.id(),
                netted.sums.legs())));
        return cutOff.netted(
                x.tx().timestamp().toEpochMilli(),
                netting.trades,
                MerkleTree.of(netting.leaves).root(),
                nets);
    }

    private void readAll() {
        List<String> ids =
                x.constitution().members().stream().map(Member::id).sorted().toList();
        for (String author : ids) {
            for (String counterparty : ids) {
                if (!author.equals(counterparty)) {
                    readIntakes(author, counterparty);
                }
            }
        }
        for (String first : ids) {
            for (String second : ids) {
                if (first.compareTo(second) < 0) {
                    readFail(first, second);
                }
            }
        }
    }

    private void readIntakes(String author, String counterparty) {
        TreeMap<Integer, PageShare> shares = new TreeMap<>();
        for (int strand = 0; strand < Intake.STRANDS; strand++) {
            Intake intake = CycleIntake.intake(cycle, author, counterparty, strand, x);
            boolean turned = author.compareTo(counterparty) > 0;
            intake.legs()
                    .forEach(leg -> pair(turned ? counterparty : author, turned ? author : counterparty)
                            .sums
                            .add(leg, turned));
            intake.shares().forEach(share -> shares.put(share.number(), share));
        }
        for (PageShare share : shares.values()) {
            leaves.add(share.leaf(cycle, author, counterparty));
            trades += share.count();
        }
    }

    private void readFail(String first, String second) {
        Optional<CarriedFail> found = x.ledger().read(Keys.fail(cycle, first, second), CarriedFail::decode);
        found.filter(fail -> !fail.isClosedOut()).ifPresent(fail -> {
            Netted netted = pair(first, second);
            fail.legs().forEach(leg -> netted.sums.add(leg, false));
            netted.since = Optional.of(fail.since());
            leaves.add(fail.encode());
        });
    }

    private Netted pair(String first, String second) {
        return pairs.computeIfAbsent(new Pair(first, second), absent -> new Netted());
    }
}
