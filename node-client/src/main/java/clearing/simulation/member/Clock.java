package clearing.simulation.member;

import clearing.simulation.engine.Draw;
import clearing.simulation.engine.Ground;
import java.time.Instant;

/** A member's clock, which is wrong by what the seed drew, until the world heals. */
public final class Clock {
    private static final int WILD_MILLIS = 40 * 60 * 1_000;

    private final Ground ground;
    private final long skew;

    public Clock(Ground ground) {
        this.ground = ground;
        Draw draw = ground.draw();
        long range = ground.swarm().skew();
        boolean wild = draw.permille(ground.swarm().wildSkew());
        long small = range == 0 ? 0 : draw.between((int) -range, (int) range);
        this.skew = wild ? (draw.oneIn(2) ? WILD_MILLIS : -WILD_MILLIS) : small;
    }

    public Instant now() {
        boolean healed = ground.swarm().skew() == 0 && ground.swarm().wildSkew() == 0;
        return healed ? ground.now() : ground.now().plusMillis(skew);
    }
}
