package clearing.simulation.engine;

import java.util.Arrays;

/** The network: messages are lost, doubled, late and overtake each other; sites are cut off from others, in both ways or in one. */
public final class Wire {
    private static final int CLOGGED_MILLIS = 20_000;

    private final Ground ground;
    private final boolean[][] cut;

    Wire(Ground ground, int sites) {
        this.ground = ground;
        this.cut = new boolean[sites][sites];
    }

    /** Sends a message; whether and when it arrives, and how often, is for the network to say. */
    public void send(Host from, Host to, String what, Object subject, Runnable arrival) {
        Draw draw = ground.draw();
        if (cut[from.site()][to.site()]) {
            ground.note(Situation.MESSAGE_CUT_OFF);
            return;
        }
        if (draw.permille(ground.swarm().loss())) {
            ground.note(Situation.MESSAGE_LOST);
            return;
        }
        deliver(to, what, subject, arrival);
        if (draw.permille(ground.swarm().replay())) {
            ground.note(Situation.MESSAGE_DOUBLED);
            deliver(to, what, subject, arrival);
        }
    }

    private void deliver(Host to, String what, Object subject, Runnable arrival) {
        int delay = 1 + ground.draw().below(ground.swarm().longestDelay());
        if (ground.draw().permille(ground.swarm().clog())) {
            ground.note(Situation.MESSAGE_LATE);
            delay += ground.draw().below(CLOGGED_MILLIS);
        }
        ground.timeline().in(delay, to.name(), what, subject, () -> to.run(arrival));
    }

    /** Maybe cuts one site off, or heals; called at each beat of the simulation. */
    public void beat() {
        Draw draw = ground.draw();
        if (!draw.permille(ground.swarm().partition())) {
            return;
        }
        join();
        int site = draw.below(cut.length);
        boolean oneWay = draw.oneIn(3);
        ground.note(oneWay ? Situation.PARTITION_ONE_WAY : Situation.PARTITION);
        for (int other = 0; other < cut.length; other++) {
            if (other != site && !draw.oneIn(4)) {
                cut[site][other] = true;
                cut[other][site] = !oneWay;
            }
        }
        ground.timeline().in(draw.between(50, 5_000), "network", "heals a partition of site", site, this::join);
    }

    /** All sites reach all others. */
    void join() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
    }
}
