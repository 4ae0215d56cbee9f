package clearing.simulation.member;

import clearing.simulation.engine.Draw;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.engine.Situation;
import clearing.simulation.ledger.Answer;
import clearing.simulation.ledger.Endorsement;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks several organisations to endorse and makes an envelope when enough of them say the same. */
final class Gateway {
    private final Ground ground;
    private final Host host;
    private final List<Peer> peers;
    private final int own;
    private final int majority;

    /**
     * @param host whose calls these are
     * @param own number of the host's own peer
     */
    Gateway(Ground ground, Host host, List<Peer> peers, int own, int majority) {
        this.ground = ground;
        this.host = host;
        this.peers = peers;
        this.own = own;
        this.majority = majority;
    }

    /** What came of asking. */
    interface Outcome {
        void endorsed(Envelope envelope);

        /** @param clock whether a clock was the reason, which mends itself */
        void declined(boolean clock, String sentence);

        void disagreed();
    }

    /** Asks as many as must agree, and sometimes more. An outcome comes at most once; none when answers get lost. */
    void propose(Proposal proposal, Outcome outcome) {
        Collection collection = new Collection(proposal, outcome);
        List<Peer> asked = choose();
        collection.expected = asked.size();
        for (Peer peer : asked) {
            ground.wire()
                    .send(
                            host,
                            peer,
                            "is asked to endorse",
                            proposal,
                            () -> answer(peer, peer.endorse(proposal), collection::take));
        }
    }

    private void answer(Peer peer, Answer answer, Consumer<Answered> taker) {
        ground.wire()
                .send(
                        peer,
                        host,
                        "hears of an endorsement by",
                        peer.member(),
                        () -> taker.accept(new Answered(peer.member(), answer)));
    }

    private List<Peer> choose() {
        Draw draw = ground.draw();
        List<Peer> others = new ArrayList<>(peers);
        Peer mine = others.remove(own);
        draw.shuffle(others);
        int wanted = Math.min(peers.size(), majority + draw.below(2));
        List<Peer> chosen = new ArrayList<>(others.subList(0, wanted - 1));
        chosen.addFirst(mine);
        return chosen;
    }

    private record Answered(String member, Answer answer) {}

    /** The answers to one proposal. */
    private final class Collection {
        private final Proposal proposal;
        private final Outcome outcome;
        private final List<Answered> answers = new ArrayList<>();
        private int expected;
        private boolean over;

        Collection(Proposal proposal, Outcome outcome) {
            this.proposal = proposal;
            this.outcome = outcome;
        }

        void take(Answered answered) {
            if (over || answers.stream().anyMatch(known -> known.member().equals(answered.member()))) {
                return;
            }
            answers.add(answered);
            if (answered.answer() instanceof Answer.Declined declined) {
                over = true;
                outcome.declined(declined.clock(), declined.sentence());
                return;
            }
            Optional<Envelope> envelope = agreed();
            if (envelope.isPresent()) {
                over = true;
                if (answers.size() > majority) {
                    ground.note(Situation.LIE_OUTVOTED);
                }
                outcome.endorsed(envelope.get());
            } else if (answers.size() == expected) {
                over = true;
                ground.note(Situation.ENDORSERS_DISAGREE);
                outcome.disagreed();
            }
        }

        private Optional<Envelope> agreed() {
            List<Endorsement> all = new ArrayList<>();
            for (Answered answered : answers) {
                if (answered.answer() instanceof Answer.Endorsed endorsed) {
                    all.add(endorsed.endorsement());
                }
            }
            for (Endorsement first : all) {
                List<Endorsement> same = all.stream()
                        .filter(other -> other.signed() == first.signed())
                        .toList();
                if (same.size() >= majority) {
                    return Optional.of(new Envelope(proposal, first.result(), same));
                }
            }
            return Optional.empty();
        }
    }
}
