package clearing.simulation.engine;

/**
 * A process that can fall at any call to a port and comes back with what it had stored. Subclasses keep what is volatile apart from what
 * is durable and forget the first in {@link #lose}.
 */
public abstract class Host {
    protected final Ground ground;
    private final String name;
    private final int site;
    private boolean up = true;
    private long life;

    /** @param site of which member's machines it is; messages inside a site pass partitions */
    protected Host(Ground ground, String name, int site) {
        this.ground = ground;
        this.name = name;
        this.site = site;
    }

    /** Forgets what was only in memory. */
    protected abstract void lose();

    /** Takes up work again from what is durable. */
    protected abstract void recover();

    public final String name() {
        return name;
    }

    public final int site() {
        return site;
    }

    public final boolean up() {
        return up;
    }

    /** Runs something in this process: nothing when it is down; a crash inside ends the process, not the simulation. */
    public final void run(Runnable action) {
        if (!up) {
            return;
        }
        try {
            action.run();
        } catch (Crash crash) {
            fall(crash.port());
        }
    }

    /** A call to the world outside: disk, network. The process may fall here. */
    protected final void port(String port) {
        if (ground.draw().permille(ground.swarm().crash())) {
            throw new Crash(port);
        }
    }

    /** Does something later, unless the process has fallen by then. */
    protected final void later(long millis, String what, Object subject, Runnable action) {
        long born = life;
        ground.timeline().in(millis, name, what, subject, () -> {
            if (life == born) {
                run(action);
            }
        });
    }

    /** Starts the process again when it is down. */
    public final void revive() {
        if (!up) {
            up = true;
            ground.note(Situation.RESTARTED);
            run(this::recover);
        }
    }

    private void fall(String port) {
        ground.note(Situation.CRASHED);
        up = false;
        life++;
        lose();
        int down = 1 + ground.draw().below(ground.swarm().restart());
        ground.timeline().in(down, name, "restarts after a crash at", port, this::revive);
    }
}
