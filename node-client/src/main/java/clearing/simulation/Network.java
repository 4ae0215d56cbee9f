package clearing.simulation;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.simulation.engine.Draw;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.invariant.Invariants;
import clearing.simulation.invariant.Rest;
import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Delivered;
import clearing.simulation.ledger.Orderer;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.Validation;
import clearing.simulation.member.Agent;
import clearing.simulation.member.Clock;
import clearing.simulation.member.Courier;
import clearing.simulation.member.Outbox;
import clearing.simulation.member.Projection;
import clearing.simulation.oracle.RoundFacts;
import clearing.simulation.workload.Desk;
import clearing.simulation.workload.Mix;
import clearing.simulation.workload.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All hosts of one simulated network. */
final class Network {
    private static final int LARGEST_BLOCK = 8;
    private static final int SLOWEST_AGENT_MILLIS = 1_500;

    private final Ground ground;
    private final Theme theme;
    private final Contract contract;
    private final Invariants invariants;
    private final Validation validation;
    private final Orderer orderer;
    private final List<Peer> peers = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private final List<Courier> couriers = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<Desk> desks = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();

    Network(Ground ground, int members, Theme theme, Contract contract, Invariants invariants) {
        this.ground = ground;
        this.theme = theme;
        this.contract = contract;
        this.invariants = invariants;
        Draw draw = ground.draw();
        List<String> names = Consortium.members(members);
        int majority = members / 2 + 1;
        validation = new Validation(majority);
        orderer = new Orderer(ground, members, draw.between(1, LARGEST_BLOCK));
        hosts.add(orderer);
        for (int site = 0; site < members; site++) {
            peers.add(new Peer(ground, site, names.get(site), orderer, validation, contract, invariants));
        }
        orderer.serve(peers);
        for (int site = 0; site < members; site++) {
            addMember(site, majority);
        }
        addAgents(1 + draw.below(Math.min(3, members)), majority);
    }

    private void addMember(int site, int majority) {
        Clock clock = new Clock(ground);
        Projection projection = new Projection(ground, site, peers.get(site), validation, contract, invariants);
        Courier courier = new Courier(ground, site, peers, orderer, majority, clock);
        Desk desk = new Desk(
                projection.member(),
                ground.draw(),
                projection.books().state(),
                () -> projection.books().cursor(),
                clock::now);
        projections.add(projection);
        couriers.add(courier);
        desks.add(desk);
        hosts.addAll(List.of(peers.get(site), projection, courier));
    }

    private void addAgents(int count, int majority) {
        Mix mix = Mix.ofAgents(theme, ground.draw());
        for (int site = 0; site < count; site++) {
            int period = 100 + ground.draw().below(SLOWEST_AGENT_MILLIS);
            Agent agent =
                    new Agent(ground, site, peers, orderer, majority, new Clock(ground), desks.get(site), mix, period);
            agents.add(agent);
            hosts.add(agent);
        }
    }

    /** All take in the first block and start. */
    void begin() {
        List<String> names = Consortium.members(peers.size());
        Constitution constitution = Consortium.constitution(names.size(), theme, ground.draw(), ground.now());
        boolean poor = theme.isPoor(ground.draw());
        Block first = orderer.begin(new Genesis(ground, names, contract).envelopes(constitution, poor));
        peers.forEach(peer -> peer.join(first));
        Delivered delivered = new Delivered(first, peers.getFirst().codes().getFirst());
        projections.forEach(projection -> {
            projection.join(delivered);
            projection.run(projection::start);
        });
        agents.forEach(Agent::start);
    }

    Desk desk(int member) {
        return desks.get(member);
    }

    Courier courier(int member) {
        return couriers.get(member);
    }

    Projection projection(int member) {
        return projections.get(member);
    }

    int members() {
        return peers.size();
    }

    /** Everything is well again: hosts are up, clocks right, and agents settle what can settle. */
    void heal() {
        ground.heal();
        hosts.forEach(Host::revive);
        agents.forEach(Agent::drain);
    }

    /** True when nothing is under way any more. */
    boolean atRest() {
        long height = orderer.blocks().size();
        return orderer.idle()
                && peers.stream().allMatch(peer -> peer.height() == height)
                && projections.stream().allMatch(p -> p.books().cursor() == height)
                && couriers.stream().allMatch(courier -> courier.outbox().open().isEmpty())
                && agents.stream().anyMatch(agent -> agent.quiet(height));
    }

    long transactions() {
        return orderer.blocks().stream()
                .mapToLong(block -> block.envelopes().size())
                .sum();
    }

    Rest rest() {
        SortedMap<String, Outbox> outboxes = new TreeMap<>();
        for (int i = 0; i < couriers.size(); i++) {
            outboxes.put(peers.get(i).member(), couriers.get(i).outbox());
        }
        SortedMap<String, Long> today = new TreeMap<>();
        for (Lane lane : invariants.chronicle().oracle().facts().inForce().lanes()) {
            today.put(lane.code(), RoundFacts.day(lane, ground.now()));
        }
        return new Rest(
                invariants.chronicle(),
                orderer,
                peers,
                projections,
                outboxes,
                today,
                ground.now(),
                validation,
                contract);
    }
}
