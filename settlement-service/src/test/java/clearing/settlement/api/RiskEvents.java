package clearing.settlement.api;

import clearing.settlement.ledger.Applied;
import clearing.settlement.ledger.RiskDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings about what the event stream tells of cover and defaults: it takes a consortium whose members agreed on them. */
final class RiskEvents {
    private RiskEvents() {}

    /** One block's worth of news, with a position that moved. */
    static Applied applied() {
        Applied.Position position = new Applied.Position(SimulatedChain.HARBOUR, "HOUSE", "HKD", "HELD", 100, 5, 7);
        return new Applied(
                List.of(7L),
                1,
                20,
                20,
                List.of(position),
                Outcome.NONE,
                new Applied.Settlement(1, 2, 3, 4),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static void follow(AnswerJudge judge, Duration patience) throws InterruptedException {
        SimulatedChain chain = RiskDay.chain();
        TestService owing = new TestService(chain.blocks(), judge);
        try {
            owing.tailed().awaitHeight(chain.blocks().size() - 1L);
            Json json = new Json(SimulatedChain.HARBOUR, owing.tailed().scales(), Clock.systemUTC());
            RiskView view = new RiskView(owing.tailed().tail().chaincode(), json);
            try (TestEvents events = new TestEvents(owing.signIn(TestService.EVERYONE), judge, "another-run-5")) {
                owing.announcer().watch(new RiskWatch(view, Clock.systemUTC(), json));
                owing.announcer().applied(applied());
                events.await(Set.of("risk"), patience);
            }
        } finally {
            owing.close();
        }
    }
}
