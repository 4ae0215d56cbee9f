package clearing.kernel.settlement;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may run a round, against a model that passes the turn on second by second instead of reckoning when it passes. */
class TurnsPropertyTest {
    private static final List<String> RING = List.of(NORTH, SOUTH, BANK);

    private final Consortium ledger = Consortium.funded();
    private final TreeSet<String> entitled = new TreeSet<>(RING);
    private int page;
    private int now;
    private int holder = -1;
    private int since;
    private int last;
    private long epoch;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agents_may_as_the_model_says_and_a_lane_never_stands_still(long seed) {
        Random random = new Random(seed);
        int silence = 1 + random.nextInt(40);
        int term = 1 + random.nextInt(120);
        ledger.found(Rules.constitution(2, List.of(new AgentRule(HK, term, silence))));

        for (int step = 0; step < 120; step++) {
            pass(
                    random.nextInt(4) == 0 ? random.nextInt(3 * (term + silence)) : random.nextInt(silence + 2),
                    term,
                    silence);
            assertThat(may()).as("seed %d, step %d, second %d", seed, step, now).isEqualTo(new ArrayList<>(entitled));
            String member = RING.get(random.nextInt(RING.size()));
            ResultCode code = ledger.as(member, round()).code();
            assertThat(code).isEqualTo(entitled.contains(member) ? ResultCode.OK : ResultCode.NOT_YOUR_TURN);
            if (code == ResultCode.OK) {
                ran(member, term);
            }
        }
        pass(term + RING.size() * silence, term, silence);
        assertThat(may()).as("after a long silence everybody may").hasSameElementsAs(RING);
    }

    private void ran(String member, int term) {
        int place = RING.indexOf(member);
        if (place != holder || now >= since + term) {
            epoch++;
            since = now;
        }
        holder = place;
        last = now;
        entitled.clear();
        entitled.add(member);
        Lease lease = Lease.decode(ledger.state().get(Keys.lease(HK))).orElseThrow();
        assertThat(lease.epoch()).isEqualTo(epoch);
        assertThat(lease.holder()).isEqualTo(member);
        assertThat(lease.last() - lease.since()).isEqualTo((last - since) * 1_000L);
    }

    /** Lets seconds go by; each hands the turn on, or does not. */
    private void pass(int seconds, int term, int silence) {
        ledger.later(Duration.ofSeconds(seconds));
        for (int i = 0; i < seconds; i++) {
            now++;
            if (holder >= 0) {
                second(term, silence);
            }
        }
    }

    private void second(int term, int silence) {
        int handedOn = Math.min(since + term, last + silence);
        for (int behind = 1; behind < RING.size(); behind++) {
            if (now == handedOn + (behind - 1) * silence) {
                entitled.add(RING.get((holder + behind) % RING.size()));
            }
        }
        if (now == since + term) {
            entitled.remove(RING.get(holder));
        }
        if (now == since + term + silence) {
            entitled.add(RING.get(holder));
        }
    }

    private List<String> may() {
        List<String> may = new ArrayList<>();
        for (String member : new TreeSet<>(RING)) {
            if (ledger.attempt(Consortium.caller(member), Batch.of(round()))
                    .outcomes()
                    .getFirst()
                    .accepted()) {
                may.add(member);
            }
        }
        return may;
    }

    /** A round that has something to do. */
    private Command round() {
        return new Command.SettleRound(HK, List.of(ledger.affirmed(page, Trades.payment("T" + page++, 1))));
    }
}
